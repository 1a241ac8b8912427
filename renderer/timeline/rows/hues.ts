/** Bar colours, by the index of the activity; the last one: no activity. Colour only helps; the text carries the meaning. */
export const HUES = [
  { fill: 'light-dark(#d9e8fb, #1f3a5c)', edge: 'light-dark(#3f7fcf, #5b9bea)' },
  { fill: 'light-dark(#d5efe6, #173f36)', edge: 'light-dark(#24927a, #45b79d)' },
  { fill: 'light-dark(#e6e0fa, #332b5c)', edge: 'light-dark(#7a62cf, #9b86ec)' },
  { fill: 'light-dark(#faeccb, #443713)', edge: 'light-dark(#b5861a, #d3a945)' },
  { fill: 'light-dark(#d4eef5, #143e4a)', edge: 'light-dark(#1f8ba6, #45b2cd)' },
  { fill: 'light-dark(#f5dff1, #492747)', edge: 'light-dark(#b252a4, #d27cc6)' },
  { fill: 'light-dark(#e3f0d0, #30401a)', edge: 'light-dark(#6c9430, #93bb58)' },
  { fill: 'light-dark(#e3e7ec, #333b45)', edge: 'light-dark(#6c7a8b, #8d9bab)' },
] as const;
