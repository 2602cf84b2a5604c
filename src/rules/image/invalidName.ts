import { nameFault } from '../../kube/image/imageName.ts';
import { pullRule } from './pullRule.ts';

export const invalidName = pullRule({
  id: 'image/invalid-name',
  problem: 'invalidName',
  speaks: 'The image of a container is no image name (InvalidImageName); says what is wrong with it.',
  silent: 'Names that a registry could have.',
  message: ({ who, image }) => {
    const fault = nameFault(image);
    return `${who} has no image: ${image} is no image name${fault === undefined ? '' : `, since ${fault}`}.`;
  },
  remedy: ({ container }) => `Correct the image of ${container.name}: [HOST[:PORT]/]REPOSITORY[:TAG][@DIGEST].`,
});
