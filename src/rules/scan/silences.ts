import type { Gap } from '../../core/gap.ts';
import type { AnyRule } from '../../core/rule.ts';
import type { StillRule } from '../../core/scan.ts';
import type { Snapshot } from '../snapshot.ts';

/** Which rules judged and which kept still, and for want of what. */
export class Silences {
  readonly #ran = new Set<string>();
  readonly #still = new Map<string, Set<string>>();
  readonly #gaps = new Map<string, Gap>();

  note(rules: readonly AnyRule[], world: Snapshot): void {
    for (const { id, needs } of rules) {
      const readings = Object.values(needs).map((need) => world.look(need));
      if (readings.every((reading) => reading?.state === 'read')) this.#ran.add(id);
      for (const reading of readings) if (reading?.state === 'unread') this.#add(id, reading.gap);
    }
  }

  ran(): readonly string[] {
    return [...this.#ran];
  }

  still(): readonly StillRule[] {
    return [...this.#still].map(([rule, without]) => ({ rule, without: [...without] }));
  }

  /** Each thing that was wanting once, naming the rules that kept still for it. */
  gaps(): readonly Gap[] {
    return [...this.#gaps.values()].map((gap) => {
      const rules = [...this.#still].flatMap(([rule, without]) => (without.has(gap.wanted) ? [rule] : []));
      return { ...gap, hint: `${gap.hint}; not judged without it: ${rules.join(', ')}` };
    });
  }

  #add(rule: string, gap: Gap): void {
    this.#gaps.set(gap.wanted, gap);
    const known = this.#still.get(rule);
    if (known === undefined) this.#still.set(rule, new Set([gap.wanted]));
    else known.add(gap.wanted);
  }
}
