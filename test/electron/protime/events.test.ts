import { describe, expect, it } from 'vitest';
import { parseEvents } from '../../../electron/protime/events.ts';
import { wireAssignment } from './protime-fixture.ts';

const upsert = (over: Record<string, unknown> = {}) => ({ changeType: 'InsertOrUpdate', data: wireAssignment(over) });
const removal = { changeType: 'Delete', data: { changeVersion: '0000090200004BD0000C', id: 51234 } };

const fieldsOf = (over: Record<string, unknown>) => {
  const event = parseEvents(upsert(over)).events[0];
  return event?.kind === 'upsert' ? event.fields : undefined;
};
const reasonFor = (over: Record<string, unknown>) => parseEvents(upsert(over)).unreadable[0]?.reason;

describe('parseEvents', () => {
  it('converts an event to our own names and keeps the wire object', () => {
    const { events, unreadable } = parseEvents(upsert({ colour: 'blue' }));
    expect(unreadable).toEqual([]);
    expect(events).toEqual([
      {
        kind: 'upsert',
        id: 51234,
        changeVersion: '0000090200004BD0000A',
        fields: {
          personId: 1234,
          from: '2026-03-10',
          until: '2026-03-10',
          startMinutes: 480,
          endMinutes: 1020,
          breakMinutes: 30,
          comments: 'Morning shift',
          activities: [{ level: 1, activityId: '38fc2206-b51f-434a-9c36-9e0e5fc5e70e' }],
          isRejected: false,
        },
        raw: wireAssignment({ colour: 'blue' }),
      },
    ]);
  });

  it.each([
    ['one item', upsert(), ['upsert']],
    ['an array of items', [upsert(), removal], ['upsert', 'delete']],
    ['items in a value', { value: [removal, upsert()] }, ['delete', 'upsert']],
    ['a bare assignment', wireAssignment(), ['upsert']],
    ['bare assignments in an array', [wireAssignment()], ['upsert']],
    ['flat fields with a changeType', { changeType: 'Delete', ...removal.data }, ['delete']],
    ['nothing in a value', { value: [] }, []],
  ])('reads %s', (_name, body, kinds) => {
    const { events, unreadable } = parseEvents(body);
    expect([events.map(({ kind }) => kind), unreadable]).toEqual([kinds, []]);
  });

  it.each(['Insert', 'update', 'INSERTORUPDATE', 'insertOrUpdate'])('reads %s as an upsert', (changeType) => {
    expect(parseEvents({ changeType, data: wireAssignment() }).events[0]?.kind).toBe('upsert');
  });

  it('reads a delete with only an id and a changeVersion', () => {
    expect(parseEvents({ ...removal, changeType: 'delete' }).events).toEqual([
      { kind: 'delete', id: 51234, changeVersion: '0000090200004BD0000C', raw: removal.data },
    ]);
  });

  it.each([null, 'text', 7, true, {}, { hello: 'world' }, { value: 'x' }])(
    'rejects %j once and reads no event from it',
    (body) => {
      const { events, unreadable } = parseEvents(body);
      expect([events, unreadable.length]).toEqual([[], 1]);
    },
  );

  it('reads the other items next to an invalid one, and reports its position', () => {
    const bad = upsert({ id: 'abc' });
    const { events, unreadable } = parseEvents([upsert(), bad, removal]);
    expect(events.map(({ kind }) => kind)).toEqual(['upsert', 'delete']);
    expect(unreadable).toEqual([{ index: 1, reason: 'id: not a positive whole number', raw: bad }]);
  });

  it('accepts whole numbers written as text', () => {
    const { events } = parseEvents(upsert({ id: '51234', person: { id: '77' }, startTimeInMinutes: '-120' }));
    expect(events[0]).toMatchObject({ id: 51234, fields: { personId: 77, startMinutes: -120 } });
  });

  it('reads missing or null fields as unknown', () => {
    const bare = { changeVersion: '1', id: 1, from: '2026-03-10' };
    const nothing = {
      personId: null,
      from: '2026-03-10',
      until: null,
      startMinutes: null,
      endMinutes: null,
      breakMinutes: null,
      comments: null,
      activities: [],
      isRejected: null,
    };
    expect(parseEvents(bare).events[0]).toMatchObject({ fields: nothing });
    const nulls = { until: null, person: null, comments: null, activityLevels: null, isRejected: null };
    expect(parseEvents({ ...bare, ...nulls }).events[0]).toMatchObject({ fields: nothing });
  });

  it('keeps external references of the person and the activity', () => {
    const fields = fieldsOf({
      person: { id: 1, externalReferences: { '@employee-number': '0042', none: null } },
      activityLevels: [{ level: '2', activityDefinition: { id: 'a', externalReferences: { hr: 7 } } }],
    });
    expect(fields?.personReferences).toEqual({ '@employee-number': '0042' });
    expect(fields?.activities).toEqual([{ level: 2, activityId: 'a', externalReferences: { hr: '7' } }]);
  });

  it('reads the date part of a date with a time, and supports leap years', () => {
    expect(fieldsOf({ from: '2026-03-10T00:00:00' })?.from).toBe('2026-03-10');
    expect(fieldsOf({ from: '2028-02-29' })?.from).toBe('2028-02-29');
  });

  it.each([
    ['a numeric changeVersion', { changeVersion: 90200004 }, 'changeVersion: not a text'],
    ['an empty changeVersion', { changeVersion: '' }, 'changeVersion: not a text'],
    ['id zero', { id: 0 }, 'id: not a positive whole number'],
    ['an id that is not safe', { id: '99999999999999999' }, 'id: not a positive whole number'],
    ['no from', { from: null }, 'from: missing'],
    ['a day that does not exist', { from: '2026-02-29' }, 'from: not a date'],
    ['a month that does not exist', { until: '2026-13-01' }, 'until: not a date'],
    ['a time beyond the day after', { endTimeInMinutes: 2881 }, 'endTimeInMinutes: not minutes within -1440 and 2880'],
    ['a time in words', { startTimeInMinutes: 'noon' }, 'startTimeInMinutes: not minutes within -1440 and 2880'],
    ['a comment that is no text', { comments: {} }, 'comments: not a text'],
    ['a rejection that is neither', { isRejected: 'maybe' }, 'isRejected: neither true nor false'],
    ['a person without shape', { person: 12 }, 'person: not an object'],
    [
      'a level that is no number',
      { activityLevels: [{ level: 'x', activityDefinition: { id: 'a' } }] },
      'activityLevels[0].level: not a whole number',
    ],
  ])('rejects %s and reports the field', (_name, over, reason) => {
    expect(reasonFor(over)).toBe(reason);
  });

  it('keeps all other fields where a time, the comment or an activity cannot be read, and says so', () => {
    const good = { level: 2, activityDefinition: { id: 'a' } };
    const over = { isRejected: true, endTimeInMinutes: 2881, comments: {}, activityLevels: [good, { level: 'x' }] };
    const { events, unreadable } = parseEvents({ changeType: 'Update', data: wireAssignment(over) });
    expect(events).toMatchObject([
      {
        fields: { startMinutes: 480, endMinutes: null, comments: null, isRejected: true },
        unreadableField: 'endTimeInMinutes: not minutes within -1440 and 2880',
      },
    ]);
    expect(unreadable).toMatchObject([{ index: 0, reason: 'endTimeInMinutes: not minutes within -1440 and 2880' }]);
  });

  it.each([
    ['a person without shape', { person: 12, comments: {} }],
    ['a rejection that is neither', { isRejected: 'maybe', comments: {} }],
  ])('shows nothing of a shift with %s', (_, over) => {
    expect(parseEvents({ changeType: 'Update', data: wireAssignment(over) }).events).toEqual([]);
  });

  it('reads half a minute, and a comment that is a number', () => {
    expect(fieldsOf({ startTimeInMinutes: 480.5, comments: 4711 })).toMatchObject({
      startMinutes: 481,
      comments: '4711',
    });
  });

  it('rejects an unknown changeType', () => {
    const reasonOf = (item: unknown) => parseEvents(item).unreadable[0]?.reason;
    expect(reasonOf({ changeType: 'Moved', data: wireAssignment() })).toBe('changeType: unknown');
    expect(reasonOf({ changeType: null, data: wireAssignment() })).toBe('changeType: unknown');
    expect(reasonOf({ changeType: 'Delete', data: null })).toBe('data: not an object');
  });

  it('ignores keys such as __proto__', () => {
    const body: unknown = JSON.parse(
      '{"__proto__":{"id":1,"polluted":true},"changeType":"Insert","data":{"__proto__":{"from":"2026-01-01"},"id":5,' +
        '"changeVersion":"a","from":"2026-03-10","constructor":{"prototype":{"polluted":true}},' +
        '"person":{"id":1,"externalReferences":{"__proto__":"x","constructor":"y"}}}}',
    );
    const event = parseEvents(body).events[0];
    expect(event).toMatchObject({ id: 5, fields: { from: '2026-03-10' } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const references = event?.kind === 'upsert' ? event.fields.personReferences : undefined;
    expect(Object.keys(references ?? {})).toEqual(['constructor']);
    expect(parseEvents(JSON.parse('{"__proto__":{"id":1,"changeVersion":"a","from":"2026-01-01"}}')).events).toEqual(
      [],
    );
  });
});
