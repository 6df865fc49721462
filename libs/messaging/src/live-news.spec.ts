import { describe, expect, it } from '@jest/globals';
import type { ReceivedMessage } from '@ftgo/envelope';
import { eventually } from '@ftgo/testing';
import type { Tail } from './broker.ts';
import { LiveNews } from './live-news.ts';
import type { LiveTail } from './live-tail.ts';

const CHANNEL = 'ftgo.order.events';
const quietTail: Tail = { hearing: Promise.resolve(), pause: () => undefined, resume: () => Promise.resolve(), stop: () => Promise.resolve() };

function newsroom() {
  let tell!: (message: ReceivedMessage) => void;
  const liveTail = { subscribe: (_: readonly string[], handler: typeof tell) => ((tell = handler), quietTail) } as unknown as LiveTail;
  const news = new LiveNews(liveTail, [CHANNEL]);
  return { news, tell: (key: string) => tell({ key } as ReceivedMessage) };
}

describe('live news', () => {
  it('is told again, for a commit that the log has and others do not see yet', async () => {
    const { news, tell } = newsroom();
    const heard: string[] = [];
    const listening = news.heard().subscribe((key) => heard.push(key));
    await eventually(() => expect(heard).toContain(''));
    tell('order-1');
    expect(heard).toContain('order-1');
    await eventually(() => expect(heard.filter((key) => key === 'order-1')).toHaveLength(3));
    expect(heard.filter((key) => key === '')).toHaveLength(3);
    listening.unsubscribe();
  });

  it('ends at once when it stops, also what would be told again', async () => {
    const { news, tell } = newsroom();
    let ended = 0;
    news.heard().subscribe({ complete: () => (ended += 1) });
    tell('order-1');
    news.stop();
    expect(ended).toBe(1);
    news.heard().subscribe({ complete: () => (ended += 1) });
    expect(ended).toBe(2);
  });
});
