import type { Severity } from '../src/core/finding.ts';
import type { ViewContext } from './viewContext.ts';

export const severityIcons: Readonly<Record<Severity, string>> = {
  critical: 'error',
  warning: 'warning',
  info: 'info',
};

/** A severity in words. */
export function severityWord({ label }: Pick<ViewContext, 'label'>, severity: Severity): string {
  switch (severity) {
    case 'critical':
      return label('Critical');
    case 'warning':
      return label('Warning');
    case 'info':
      return label('Info');
  }
}
