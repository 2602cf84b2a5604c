/**
 * The candidates that a mistyped word may have meant, best first: those that contain it or are contained in it, and those within
 * an edit distance of a third of its length (at least 2; 1 for words of up to three letters, of which two changed leave nothing).
 * Case is ignored.
 */
export function nearest(word: string, candidates: readonly string[], max = 3): readonly string[] {
  const wanted = word.toLowerCase();
  const farthest = wanted.length <= 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= farthest)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, max)
    .map(({ candidate }) => candidate);
}

function distanceTo(word: string, candidate: string): number {
  if (word.length >= 3 && (candidate.includes(word) || (candidate.length >= 3 && word.includes(candidate)))) return 1;
  return editDistance(word, candidate);
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
