import type { Filter } from './refusal.ts';

/** A pod that names its node is bound by whoever named it; asked all the same where a pod is placed again in thought. */
export const nodeName: Filter = ({ spec }) => {
  const wanted = spec?.nodeName ?? '';
  return ({ name }) =>
    wanted === '' || wanted === name
      ? []
      : [
          {
            filter: 'NodeName',
            counted: "node(s) didn't match the requested node name",
            because: `is not the node that the pod names (${wanted})`,
          },
        ];
};
