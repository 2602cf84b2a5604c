import { imageName } from '../../kube/image/imageName.ts';
import { pullRule } from './pullRule.ts';

export const notFound = pullRule({
  id: 'image/not-found',
  problem: 'notFound',
  speaks: 'A container waits for an image that its registry does not have: no such repository, tag or digest.',
  silent:
    'A registry that refuses (image/unauthorized) or does not answer (image/registry-unreachable); an image without a variant for the node (image/wrong-platform).',
  message: ({ who, image, registry }) =>
    `${who} has no image: ${image} does not exist; ${registry} knows no such repository or tag.`,
  remedy: ({ image, container }) => {
    const { repository, tag, digest } = imageName(image);
    const what = digest !== undefined ? `digest ${digest}` : `tag ${tag ?? 'latest'}`;
    return `Push ${image}, or correct the image of ${container.name}: see which tags ${repository} has, and whether ${what} was ever built or has been deleted.`;
  },
});
