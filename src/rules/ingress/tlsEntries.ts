import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import type { ByName } from '../../core/rule.ts';
import { readTlsSecret, type TlsSecret } from '../../kube/certificates.ts';
import { ingress, type Ingress } from '../../kube/kinds/ingress.ts';
import { secret, type Secret } from '../../kube/kinds/secret.ts';
import { refOf } from '../../kube/metadata.ts';

/** One entry of spec.tls with a Secret, as far as it was read. */
export interface TlsEntry {
  readonly ingress: Ingress;
  readonly object: ObjectRef;
  readonly secret: ObjectRef;
  readonly hosts: readonly string[];
  /** `spec.tls[0]`. */
  readonly at: string;
  readonly found: TlsSecret | 'absent';
}

/**
 * Entries whose Secret was looked at; one that could not be read is nobody's fault and says nothing. An entry that stands twice in an
 * Ingress counts once, and a certificate is parsed once, however many entries name it.
 */
export function tlsEntries(ingresses: readonly Ingress[], secrets: ByName<Secret>): readonly TlsEntry[] {
  const parsed = new Map<Secret, TlsSecret>();
  return ingresses.flatMap((one) => {
    const told = new Set<string>();
    return (one.spec?.tls ?? []).flatMap(({ secretName, hosts = [] }, index): TlsEntry[] => {
      const namespace = one.metadata?.namespace;
      if (secretName === undefined || secretName === '') return [];
      const named = secrets.get(namespace, secretName);
      if (named.state === 'unread') return [];
      const entry = JSON.stringify([secretName, hosts]);
      if (told.has(entry)) return [];
      told.add(entry);
      const known = named.state === 'found' ? (parsed.get(named.object) ?? readTlsSecret(named.object)) : undefined;
      if (named.state === 'found' && known !== undefined) parsed.set(named.object, known);
      return [
        {
          ingress: one,
          object: refOf(ingress, one),
          secret: refOf(secret, { metadata: { name: secretName, ...(namespace === undefined ? {} : { namespace }) } }),
          hosts,
          at: `spec.tls[${index}]`,
          found: known ?? 'absent',
        },
      ];
    });
  });
}

/** For messages: `Secret shop/shop-tls`. */
export function secretText(ref: ObjectRef): string {
  return objectPath(ref).replace('/', ' ');
}
