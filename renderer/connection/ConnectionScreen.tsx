import { useMessages } from '../store/context.ts';

export const ConnectionScreen = () => <p>{useMessages().connection.title}</p>;
