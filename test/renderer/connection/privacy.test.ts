import { describe, expect, it } from 'vitest';
import { privacySentences } from '../../../renderer/connection/PrivacyNote.tsx';
import { messagesFor } from '../../../shared/i18n/index.ts';
import { settings as schema } from '../../../shared/settings.ts';

const words = messagesFor('en').connection;
const sentences = (settings: object) => privacySentences(schema.parse(settings), words).join(' ');

describe('who can read the messages', () => {
  it('names the relay and the data readable there, and always states that names are not readable', () => {
    const text = sentences({ tunnel: { host: 'https://relay.example' } });
    expect(text).toContain('relay.example');
    expect(text).toContain('comments');
    expect(text).toContain(words.privacy.names);
  });

  it('says whether the way from the relay to the computer is encrypted', () => {
    const { plain, encrypted } = words.privacy;
    expect(sentences({ tunnel: { host: 'https://relay.example' } })).toContain(plain);
    const text = sentences({ tunnel: { host: 'tls://relay.example' } });
    expect([text.includes(encrypted), text.includes(plain), text.includes('relay.example')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('mentions a configured public address', () => {
    const text = sentences({ tunnel: { provider: 'public-url', publicUrl: 'https://plan.example' } });
    expect(text).toContain('your own address');
    expect(text).not.toContain('relay');
  });

  it('states that no data leaves the computer when messages are delivered locally', () => {
    expect(sentences({ tunnel: { provider: 'public-url', publicUrl: 'http://127.0.0.1:5000' } })).toContain(
      words.privacy.local,
    );
  });

  it('mentions external references when they are requested', () => {
    expect(sentences({})).not.toContain(words.privacy.references);
    expect(sentences({ protime: { peopleReferences: ['@badge-number'] } })).toContain(words.privacy.references);
  });
});
