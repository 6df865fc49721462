import { dirname, relative, resolve, sep } from 'node:path';

/** What a domain may know besides itself: values, the shape of a refusal and of a decision. All of them plain TypeScript. */
const allowed = new Set(['@ftgo/money', '@ftgo/refusals', '@ftgo/saga-api/step', '@ftgo/write-path', 'node:assert', 'node:util']);
/** Specs and mothers describe the domain; they are not part of it. */
const allowedInSpecs = new Set([...allowed, '@jest/globals', '@ftgo/testing']);

/** The domain folder that a file belongs to, or undefined. */
const domainOf = (file) => {
  const parts = file.split(sep);
  const at = parts.lastIndexOf('domain');
  return at < 0 ? undefined : parts.slice(0, at + 1).join(sep);
};

/** A domain imports no framework: nothing but itself and plain values. */
export const pureDomain = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      framework: "A domain is plain TypeScript: it may not import '{{source}}'. Declare a port here and implement it in outbound/.",
      outside: "'{{source}}' lies outside of this domain: what is outside depends on the domain, not the other way round.",
    },
  },
  create(context) {
    const { filename } = context;
    const domain = domainOf(filename);
    if (!domain) return {};
    const known = /\.spec\.ts$/.test(filename) ? allowedInSpecs : allowed;
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      if (source.startsWith('.')) {
        const target = relative(domain, resolve(dirname(filename), source));
        if (target.startsWith('..')) context.report({ node, messageId: 'outside', data: { source } });
      } else if (!known.has(source)) {
        context.report({ node, messageId: 'framework', data: { source } });
      }
    };
    return { ImportDeclaration: check, ImportExpression: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};
