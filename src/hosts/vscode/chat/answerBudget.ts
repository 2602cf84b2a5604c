const usual = 2000;

/** Chat may offer a whole context window; an answer keeps to its usual size and never exceeds what is offered. */
export function answerBudget(offered: number): number {
  return Number.isFinite(offered) && offered > 0 ? Math.min(usual, Math.floor(offered)) : usual;
}
