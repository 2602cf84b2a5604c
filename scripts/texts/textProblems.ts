export interface TextProblems {
  readonly missing: readonly string[];
  readonly unused: readonly string[];
  /** The translation is empty, says nothing in Chinese, or has other placeholders than the text. */
  readonly wrong: readonly string[];
}

/** Compares the texts of a surface (key → English) with their translation. `english`: keys whose text is a name of the field. */
export function textProblems(
  texts: ReadonlyMap<string, string>,
  translated: Readonly<Record<string, string>>,
  english: ReadonlySet<string>,
): TextProblems {
  const known = [...texts].filter(([key]) => key in translated);
  return {
    missing: [...texts.keys()].filter((key) => !(key in translated)),
    unused: Object.keys(translated).filter((key) => !texts.has(key)),
    wrong: known
      .filter(([key, text]) => {
        const chinese = translated[key] ?? '';
        if (fixed(text) !== fixed(chinese)) return true;
        const hasWords = /\p{L}/u.test(text.replace(/\{\d+\}/g, ''));
        return chinese === '' || (hasWords && !english.has(key) && !/\p{Script=Han}/u.test(chinese));
      })
      .map(([key]) => key),
  };
}

/** What a translation keeps: placeholders, the commands of links, code. */
function fixed(text: string): string {
  return [...text.matchAll(/\{\d+\}|\(command:[^)]*\)|`[^`]*`/g)]
    .map(([part]) => part)
    .sort()
    .join(' ');
}
