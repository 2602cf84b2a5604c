import { isRecord } from '../../src/core/json.ts';

/** Collects the manifest's texts: `%key%` in package.json, the English in package.nls.json. */
export class ManifestTexts {
  readonly #english = new Map<string, string>();

  /** The placeholder of a text; the same key with another text is a mistake. */
  put(key: string, english: string): string {
    const before = this.#english.get(key);
    if (before !== undefined && before !== english)
      throw new Error(`two texts for ${key}: "${before}" and "${english}"`);
    this.#english.set(key, english);
    return `%${key}%`;
  }

  /** A copy of a static contribution with every `{nls, en}` replaced by its placeholder. */
  placed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.placed(item));
    if (!isRecord(value)) return value;
    if (typeof value.nls === 'string' && typeof value.en === 'string') return this.put(value.nls, value.en);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.placed(inner)]));
  }

  english(placeholder: string): string {
    return this.#english.get(placeholder.replaceAll('%', '')) ?? placeholder;
  }

  sorted(): Record<string, string> {
    return Object.fromEntries([...this.#english].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
