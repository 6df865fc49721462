/** Figures with a row for each name, and the columns that are asked for under their headings. */
export function tableOf<T>(rows: Readonly<Record<string, T>>, headings: { readonly [K in keyof T]?: string }): string[] {
  const columns = Object.entries(headings) as [keyof T, string][];
  const width = Math.max(...Object.keys(rows).map(({ length }) => length));
  const cells = (name: string, of: (column: keyof T, heading: string) => unknown): string =>
    [name.padEnd(width), ...columns.map(([column, heading]) => String(of(column, heading)).padStart(heading.length))].join('   ');
  return [cells('', (_, heading) => heading), ...Object.entries(rows).map(([name, row]) => cells(name, (column) => row[column]))];
}
