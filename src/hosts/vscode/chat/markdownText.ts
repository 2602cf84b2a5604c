/**
 * Text as Markdown that says just that: no markup, no link made of a bare address, no icon. (`MarkdownString.appendText` also keeps
 * every space from breaking the line, which a narrow card then cuts off.)
 */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
