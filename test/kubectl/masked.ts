/** Text of kubectl without what differs between two servers that hold the same: times, ages, counts of events, revisions and uids. */
export function masked(text: string): string {
  const lines = text
    .split('\n')
    .map((line) =>
      line
        .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, 'TIME')
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'TIME')
        .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID')
        .replace(/\(x\d+ over [\dhms]+\)/g, '')
        .replace(/(?<=\s|^)\d+(?:ms|[smhd])(?:\d+[smh])?(?=\s|$)/g, 'AGE')
        .replace(/^(\s*Resource Version:).*$/, '$1 REVISION')
        .replace(/^(\s*(?:Deprecated )?Count:).*$/, '$1 COUNT')
        .replace(/[ \t]+/g, ' ')
        .replace(/ AGE \d+ (?=\S+\.[0-9a-f]{16}\b)/, ' AGE COUNT ')
        .trim(),
    )
    .filter((line) => line !== '');
  // Some describers print a map in no order.
  return lines.sort().join('\n');
}
