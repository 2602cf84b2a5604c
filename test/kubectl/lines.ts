/** The lines of a table without the spaces that align it. */
export function rows(table: string): readonly string[] {
  return table
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' | '))
    .filter((line) => line !== '');
}

/** The first column of a table's rows, without its head. */
export function names(table: string): readonly string[] {
  return rows(table)
    .slice(1)
    .map((row) => row.split(' | ')[0] ?? '');
}
