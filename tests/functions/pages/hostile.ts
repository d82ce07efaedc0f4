import * as fc from 'fast-check';

const fragments = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><form action=//evil.example>',
  '</style></title>-->',
  '&lt;b&gt; &amp;',
  '\r\nBcc: victim@example.com\r\n\r\n',
  '\u2028\u2029\u0085\u0000\u001b[31m\u007f',
  '\u202e\u2066\u200fabc\u2069',
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(30),
  'http://evil.example/login',
  '\ud800',
  '{{7*7}}<%= 7*7 %>',
  'x'.repeat(3000),
  '\n\n\n',
  ' ',
];

/** Whatever somebody may type into a survey to do harm, or by accident. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 20 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(''));
