import { english } from '../../core/label.ts';
import type { Progress } from '../../core/ports.ts';

/** `reading pods: 4,500 of 9,800`. */
export function progressLine(progress: Progress): string {
  switch (progress.type) {
    case 'reading': {
      const done = progress.done.toLocaleString('en-US');
      const of = progress.total === undefined ? '' : ` of ${progress.total.toLocaleString('en-US')}`;
      return `reading ${progress.resource}: ${done}${of}`;
    }
    case 'login':
      return `waiting for login: ${progress.command}`;
    case 'waiting':
      return `waiting ${Math.ceil(progress.seconds)} s: ${progress.because}`;
    case 'step':
      return english(progress.label);
  }
}
