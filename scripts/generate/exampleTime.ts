/** The moment of every example in the docs: the demo's story is told back from it, and the rules' worlds happen at it. */
export const exampleTime = '2026-11-25T14:00:00Z';
