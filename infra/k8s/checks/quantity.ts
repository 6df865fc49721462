const units: Record<string, number> = { '': 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** The number that a quantity of Kubernetes stands for, such as `512Mi` or `100m`. */
export function quantity(text: string | number): number {
  const [, number, unit] = /^([\d.]+)(\D*)$/.exec(String(text)) ?? [];
  return Number(number) * (units[unit ?? ''] ?? NaN);
}
