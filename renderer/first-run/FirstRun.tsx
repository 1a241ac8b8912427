import { useMessages } from '../store/context.ts';

export const FirstRun = () => <p>{useMessages().firstRun.title}</p>;
