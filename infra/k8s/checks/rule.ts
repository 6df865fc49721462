import type { Manifest } from './manifest.ts';

/** Looks at everything of an overlay and says in sentences what is wrong with it. */
export type Rule = (manifests: readonly Manifest[]) => readonly string[];

/** A rule on each of some things: the sentence, where it holds of the thing. */
export const each =
  <T extends { readonly name: string }>(things: (manifests: readonly Manifest[]) => readonly T[], wrong: (thing: T) => readonly (string | false | undefined)[]): Rule =>
  (manifests) =>
    things(manifests).flatMap((thing) => wrong(thing).flatMap((sentence) => (sentence ? [`${thing.name}: ${sentence}`] : [])));
