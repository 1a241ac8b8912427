import { useMessages } from '../store/context.ts';

export const HistoryScreen = () => <p>{useMessages().history.title}</p>;
