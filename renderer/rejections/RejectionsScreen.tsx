import { useMessages } from '../store/context.ts';

export const RejectionsScreen = () => <p>{useMessages().rejections.title}</p>;
