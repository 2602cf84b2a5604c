type Translate = (text: string, ...args: readonly (string | number)[]) => string;

/** Words by their English text; a text without a translation is shown in English. `{0}` takes the first argument. */
export function translator(translations: Readonly<Record<string, string>>): Translate {
  return (text, ...args) =>
    (translations[text] ?? text).replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}
