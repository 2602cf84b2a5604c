import type { Finding } from '../core/finding.ts';
import type { FindingFix, FixTool } from '../core/fix.ts';
import type { AnyRule } from '../core/rule.ts';

/** Kinds that a tool can be asked about; absent: all. */
const kinds: Readonly<Partial<Record<FixTool, readonly string[]>>> = {
  rollback_deployment: ['Deployment', 'StatefulSet', 'DaemonSet'],
};

/** What mends each of the findings of one answer, as their rules declare it, by its place. */
export function fixesOf(findings: readonly Finding[], rules: readonly AnyRule[]): readonly (FindingFix | null)[] {
  const declared = new Map(rules.flatMap(({ id, fix }) => (fix === undefined ? [] : [[id, fix] as const])));
  return findings.map(({ rule, severity, object, evidence }): FindingFix | null => {
    const fix = declared.get(rule);
    if (fix === undefined || kinds[fix.tool]?.includes(object.kind) === false) return null;
    if (fix.severity !== undefined && fix.severity !== severity) return null;
    if (fix.shownBy !== undefined && !evidence.some(({ path }) => path === fix.shownBy)) return null;
    const { apiVersion, kind, namespace, name } = object;
    if (fix.tool === 'delete_kubernetes_resource')
      return { tool: fix.tool, input: { ...(namespace === undefined ? {} : { namespace }), kind, apiVersion, name } };
    return namespace === undefined ? null : { tool: fix.tool, input: { namespace, kind, name } };
  });
}
