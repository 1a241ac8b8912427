export const rejections = {
  title: 'Rejections',
};
