export const connection = {
  title: 'Connection',
};
