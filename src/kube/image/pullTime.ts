import type { SeenEvent } from '../events.ts';

export interface PullTime {
  readonly image: string;
  /** Milliseconds from the question to the image. */
  readonly whole: number;
  /** Of these, how many it took to pull: before, it waited for the images of other pods. */
  readonly pulling: number;
  /** Undefined where not told (before 1.30). */
  readonly bytes?: number;
}

/**
 * `Successfully pulled image "web:2" in 48.2s (2m5.13s including waiting). Image size: 1234 bytes.`
 * Source: pullImage in pkg/kubelet/images/image_manager.go (1.36).
 */
export function pullTime({ reason, message }: SeenEvent): PullTime | undefined {
  if (reason !== 'Pulled') return undefined;
  const [, image, own = '', waited, bytes] =
    /^Successfully pulled image "([^"]*)" in (\S+)(?: \((\S+) including waiting\))?(?:\. Image size: (\d+) bytes)?/.exec(
      message,
    ) ?? [];
  const pulling = goDuration(own.replace(/\.$/, ''));
  const whole = waited === undefined ? pulling : goDuration(waited);
  if (image === undefined || pulling === undefined || whole === undefined) return undefined;
  return { image, pulling, whole, ...(bytes === undefined ? {} : { bytes: Number(bytes) }) };
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `1m30.5s` in milliseconds. Source: Duration.String of Go’s package time. */
function goDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) return undefined;
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0);
}
