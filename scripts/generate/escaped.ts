/** Plain text as Markdown: none of it may become markup. Brackets stay, but where they would begin a link. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_<>~$]/g, '\\$&')
    .replace(/\](?=[([])/g, '\\]');
}
