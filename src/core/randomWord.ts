/**
 * Long, with capitals, small letters and digits well mixed: a key and not a name, a path or a digest. Hashes in hex and names of
 * pods have no capitals; paths and camelCase names have few digits and many word boundaries.
 */
export function looksRandom(word: string): boolean {
  const separators = word.replace(/[^/_-]/g, '').length;
  // A key may hold one of these by chance; a path or a name of many parts is looked at part by part.
  if (separators / word.length > 0.06)
    return word.split(/[/_-]/).some((part) => part.length >= 24 && looksRandom(part));
  if (word.length < 24 || !/[a-z]/.test(word) || !/[A-Z]/.test(word)) return false;
  if (!/\d[^\d]*\d[^\d]*\d/.test(word)) return false;
  let changes = 0;
  for (let index = 1; index < word.length; index++) {
    if (kindOf(word.charCodeAt(index)) !== kindOf(word.charCodeAt(index - 1))) changes++;
  }
  return changes / word.length > 0.3 && entropy(word) > 3.8;
}

type LetterKind = 'small' | 'capital' | 'digit' | 'other';

function kindOf(code: number): LetterKind {
  if (code >= 97 && code <= 122) return 'small';
  if (code >= 65 && code <= 90) return 'capital';
  return code >= 48 && code <= 57 ? 'digit' : 'other';
}

/** Shannon entropy in bits a letter. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
