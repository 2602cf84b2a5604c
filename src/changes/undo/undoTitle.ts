/** `Undo: Scale …`; of an undo `Redo: Scale …`, and of that `Undo: Scale …` again: what is taken back is the one change. */
export function undoTitle(title: string): { readonly title: string; readonly doing: string } {
  const [, said, change = title] = /^(?:(Undo|Redo): )?(.*)$/s.exec(title) ?? [];
  return said === 'Undo'
    ? { title: `Redo: ${change}`, doing: `Redoing "${change}"` }
    : { title: `Undo: ${change}`, doing: `Undoing "${change}"` };
}
