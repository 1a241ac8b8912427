import { useMessages } from '../store/context.ts';

export const SettingsScreen = () => <p>{useMessages().settings.title}</p>;
