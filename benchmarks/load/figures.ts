export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** p50, p90, p99 and the maximum of durations in milliseconds. */
export function percentiles(durations: readonly number[]): string {
  if (durations.length === 0) return 'nothing measured';
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!, 1);
  return `p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
}
