/**
 * A text for people (column names, block titles, buttons), written in English and translated by the host:
 * `vscode.l10n` in the editor, plain English on the command line. The English text is the key; `{0}` takes `args[0]`.
 */
export interface Label {
  readonly text: string;
  readonly args?: readonly LabelArgument[];
}

/** A label within a label is translated too. */
export type LabelArgument = string | number | PointInTime | Label;

/** A point in time, which a host writes by the clock, the zone and the habits of the person. */
export interface PointInTime {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** `text` must be a literal, so that the generator can collect it for translation. */
export function label(text: string, ...args: readonly LabelArgument[]): Label {
  return args.length === 0 ? { text } : { text, args };
}

/** The English text with its arguments in place. */
export function english(of: Label): string {
  return of.text.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const argument = of.args?.[Number(index)] ?? whole;
    if (typeof argument !== 'object') return String(argument);
    return 'at' in argument ? new Date(argument.at).toISOString() : english(argument);
  });
}
