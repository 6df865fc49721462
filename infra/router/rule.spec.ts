import { describe, expect, it } from '@jest/globals';
import type { BrokerRecord } from '@ftgo/envelope';
import { Passage } from './copy.ts';
import { Rule } from './rule.ts';
import { type RuleRequest, ruleRequest } from './rule-request.ts';

const listeners = ['consumer', 'delivery'];
const road = { forward: () => Promise.resolve() };

const aRule = (request: object): Rule => new Rule('1', ruleRequest(listeners).parse({ action: { kind: 'drop' }, ...request }) as RuleRequest, road);

function aPassage(type = 'ftgo.order.OrderCreated.v1', key = 'jane', value: Buffer | null = Buffer.from('{"dish":"naan"}')): Passage {
  const record: BrokerRecord = { channel: 'c', partition: 0, offset: '0', key: Buffer.from(key), value, timestamp: '0', headers: { ce_type: type } };
  return new Passage(record, listeners, () => undefined);
}

const takes = (rule: Rule, passage = aPassage()): string[] => rule.claim(passage, passage.copies).map(({ listener }) => listener);

describe('a rule', () => {
  it.each([
    [{}, true],
    [{ type: 'OrderCreated' }, true],
    [{ type: 'ftgo.order.OrderCreated.v1' }, true],
    [{ type: 'ftgo.order.OrderCreated' }, false],
    [{ type: 'Created' }, false],
    [{ type: 'OrderCreated', key: 'jane' }, true],
    [{ type: 'OrderCreated', key: 'joe' }, false],
    [{ type: 'v1' }, false],
    [{ says: '"dish":"naan"' }, true],
    [{ says: '"dish":"na"' }, false],
  ])('for %j takes the OrderCreated of jane: %s', (match, taken) => {
    expect(takes(aRule({ match }))).toEqual(taken ? listeners : []);
  });

  it('for what is said takes no tombstone', () => {
    expect(takes(aRule({ match: { says: 'naan' } }), aPassage(undefined, undefined, null))).toEqual([]);
  });

  it('for one listener takes its copy', () => {
    expect(takes(aRule({ match: { for: 'delivery' } }))).toEqual(['delivery']);
  });

  it('for so many messages takes so many, whatever the number of copies', () => {
    const rule = aRule({ times: 2 });
    expect([takes(rule).length, takes(rule).length, takes(rule).length]).toEqual([2, 2, 0]);
    expect(rule.document.took).toBe(2);
  });

  it('that found nothing to take has not taken', () => {
    const rule = aRule({ times: 1, match: { type: 'OrderRejected' } });
    takes(rule);
    expect(takes(rule, aPassage('ftgo.order.OrderRejected.v1'))).toEqual(listeners);
  });
});

describe('a rule for a share of the messages', () => {
  const taken = (seed: number): boolean[] => {
    const rule = aRule({ probability: 0.05, seed });
    return Array.from({ length: 10_000 }, () => takes(rule).length > 0);
  };

  it('takes about that share', () => {
    for (const seed of [1, 2, 3]) {
      const share = taken(seed).filter(Boolean).length / 10_000;
      expect(share).toBeGreaterThan(0.04);
      expect(share).toBeLessThan(0.06);
    }
  });

  it('takes the same ones with the same seed, and others with another', () => {
    expect(taken(7)).toEqual(taken(7));
    expect(taken(7)).not.toEqual(taken(8));
  });
});
