export { openKeyFile } from '../key-box.ts';
