import { describe, expect, it } from '@jest/globals';
import { InvalidEmail, InvalidName, InvalidPassword } from './consumer-refusals.ts';
import { emailKey, registration } from './registration.ts';

const janes = { name: ' Jane Eyre ', email: ' Jane@ftgo.example ', password: ' ftgo-demo ' };

describe('a registration', () => {
  it('takes the blanks off name and address, and leaves the password alone', () => {
    expect(registration(janes)).toEqual({ name: 'Jane Eyre', email: 'Jane@ftgo.example', password: ' ftgo-demo ' });
  });

  it.each(['', '   ', 'Jane\u0000', 'Jane\nEyre', 'x'.repeat(101)])('refuses the name %j', (name) => {
    expect(() => registration({ ...janes, name })).toThrow(InvalidName);
  });

  it.each(['', 'jane', '@ftgo.example', 'jane@', 'jane@ftgo', 'ja ne@ftgo.example', 'jane@@ftgo.example', 'jane@ftgo..example', 'jane\u0000@ftgo.example', `${'j'.repeat(250)}@ftgo.example`])(
    'refuses the address %j',
    (email) => {
      expect(() => registration({ ...janes, email })).toThrow(InvalidEmail);
    },
  );

  it.each(['', 'short', 'x'.repeat(201)])('refuses the password %j', (password) => {
    expect(() => registration({ ...janes, password })).toThrow(InvalidPassword);
  });

  it('knows an address whatever its case', () => {
    expect(emailKey('Jane@FTGO.example ')).toBe(emailKey('jane@ftgo.example'));
    expect(emailKey('jane@ftgo.example')).not.toBe(emailKey('jane.eyre@ftgo.example'));
  });
});
