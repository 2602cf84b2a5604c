/** ANSI escape sequences: CSI (colours, cursor), OSC (titles, links) and the two-byte ones. */
const ansi = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/** C0 and C1 controls but tab and newline, and the marks that reorder or hide text (bidi overrides, zero width, tags). */
const controls =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g;

/** Text from a cluster made fit to show: without escape sequences, control characters and invisible marks. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(ansi, '').replace(controls, '');
}
