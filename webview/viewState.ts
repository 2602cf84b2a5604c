/** What a view remembers of itself: one value for each part, by the part's own name. Plain JSON. */
export interface ViewState {
  get(part: string): unknown;
  set(part: string, value: unknown): void;
  all(): Readonly<Record<string, unknown>>;
}

/** `saved` is what `all()` gave at another time, or anything else; `changed` is called after each change. */
export function viewState(saved: unknown, changed: () => void): ViewState {
  const values = new Map<string, unknown>(typeof saved === 'object' && saved !== null ? Object.entries(saved) : []);
  return {
    get: (part) => values.get(part),
    set(part, value) {
      values.set(part, value);
      changed();
    },
    all: () => Object.fromEntries(values),
  };
}
