/// The page's style: system fonts, one column that grows, colours as variables at the top.
/// With ten thousand faces in mind: lists out of sight are not laid out (on single faces, `content-visibility` made
/// finding take half a minute), and no `:has()`.
/// Text has a contrast of at least 4.5 to 1 in both colour schemes; check_pages.py measures it.
enum Style {
  static let css = """

    :root {
      color-scheme: light dark;
      --page: #fbfaf7; --panel: #f1efe9; --rule: #d9d5cb; --text: #1d1f23; --quiet: #5a5d65; --focus: #0b62a4;
      --c0: #0b62a4; --c1: #b04a00; --c2: #00735c; --c3: #9a3d86; --c4: #7a5c00; --c5: #1f6f8b; --c6: #b3243c;
        --c7: #4a4f57;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
      --serif: ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, serif;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #15171a; --panel: #1f2226; --rule: #363a40; --text: #e8e6e1; --quiet: #a3a7ae; --focus: #7fd0e6;
        --c0: #62b0e8; --c1: #f0914a; --c2: #3fc19f; --c3: #e08fcd; --c4: #d9b93b; --c5: #7fd0e6; --c6: #f58a96;
          --c7: #b4bac2;
      }
    }
    .c0 { --c: var(--c0) } .c1 { --c: var(--c1) } .c2 { --c: var(--c2) } .c3 { --c: var(--c3) }
    .c4 { --c: var(--c4) } .c5 { --c: var(--c5) } .c6 { --c: var(--c6) } .c7 { --c: var(--c7) }

    * { box-sizing: border-box }
    [hidden] { display: none !important }
    html { font: 1rem/1.5 var(--sans); background: var(--page); color: var(--text); scroll-behavior: smooth;
      -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
    body { margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 84rem; overflow-wrap: anywhere }
    h1, h2 { font-family: var(--serif); font-weight: 600; line-height: 1.15; letter-spacing: -.01em;
      text-wrap: balance }
    h1 { font-size: clamp(2rem, 1.4rem + 2.4vw, 3.25rem); margin: 0 0 1.5rem; max-width: 26em }
    h2 { font-size: 1.75rem; margin: 0 }
    h3 { font-size: 1rem; margin: 1.75rem 0 .25rem }
    h3 span, .quiet { color: var(--quiet); font-weight: 400 }
    p { margin: .25rem 0; max-width: 42em }
    a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: .2em }
    a:hover { text-decoration-color: currentColor }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px }
    main:focus { outline: none }
    ul { list-style: none; margin: 0; padding: 0 }
    dl, dd { margin: 0 }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums }
    caption { text-align: left; color: var(--quiet); font-size: .8125rem; padding-bottom: .5rem; text-wrap: pretty }
    th { font-weight: 400; text-align: left }
    td { text-align: right; white-space: nowrap }
    thead th { color: var(--quiet); font-size: .8125rem }
    thead th + th { text-align: right }
    tbody tr { border-top: 1px solid var(--rule) }
    th, td { padding: .3rem .75rem .3rem 0 }
    th:last-child, td:last-child { padding-right: 0 }
    .skip { position: absolute; left: -100vw; top: .5rem; background: var(--page); padding: .5rem 1rem; z-index: 2 }
    .skip:focus { left: .5rem }
    .lead { color: var(--quiet) }
    .signature { font: italic 1.1875rem/1.4 var(--serif); margin: .5rem 0; max-width: 34em; text-wrap: balance }
    .mark { width: 1em; height: 1em; fill: var(--c); vertical-align: -.1em }

    .counts { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin-bottom: 2rem }
    .counts div { display: flex; flex-direction: column-reverse }
    .counts dd { font: 600 1.75rem/1.1 var(--serif); font-variant-numeric: tabular-nums lining-nums }
    .counts dt { color: var(--quiet); font-size: .875rem }
    nav ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
      gap: .25rem 1.5rem }
    nav a { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .5rem; align-items: center; padding: .5rem 0;
      text-decoration: none; font-weight: 500 }
    nav a:hover { text-decoration: underline }
    nav a .share { grid-row: 2; grid-column: 1 / -1; width: 100%; height: 6px; fill: var(--c);
      background: var(--panel) }
    nav a span { color: var(--quiet); font-weight: 400; font-size: .875rem; grid-row: 1; grid-column: 3 }

    section { border-top: 1px solid var(--rule); margin-top: 3rem; padding-top: 2rem; scroll-margin-top: 0 }
    .faces { display: grid; grid-template-columns: repeat(auto-fill, minmax(clamp(5.75rem, 4rem + 6vw, 7.5rem), 1fr));
      gap: 1.25rem 1rem;
      margin: .75rem -.5rem 0; padding: .5rem; align-items: start;
      content-visibility: auto; contain-intrinsic-size: auto 40rem }
    .faces > li { min-width: 0 }
    summary { cursor: pointer; list-style: none; display: block }
    summary::-webkit-details-marker { display: none }
    .faces img, .sketch, .nopicture { display: block; width: 100%; height: auto; aspect-ratio: 1; object-fit: cover;
      background: var(--panel); border-radius: 6px }
    .sketch path { fill: none; stroke: var(--text); stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round }
    .nopicture { display: grid; place-items: center; color: var(--quiet); font-size: .8125rem }
    summary bdi { display: block; font-size: .8125rem; line-height: 1.35; margin-top: .375rem; color: var(--quiet);
      overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
    summary:hover bdi { color: var(--text); text-decoration: underline }
    .edge { font-weight: 500; font-size: .8125rem; white-space: nowrap; color: var(--text) }
    .edge::before { content: ""; display: inline-block; width: .5em; height: .5em; margin: 0 .45em .05em .15em;
      border: 2px solid var(--c1); transform: rotate(45deg) }
    .faces details > p { padding: .5rem .75rem; margin: .5rem 0 0; background: var(--panel); border-radius: 6px;
      font-size: .8125rem; font-variant-numeric: tabular-nums }
    .rest { margin-top: 1.25rem; font-size: .875rem }
    .rest summary, .numbers summary { text-decoration: underline; text-underline-offset: .2em; width: fit-content }
    .rest ul { columns: 14rem; column-gap: 2rem; margin-top: .75rem }
    .rest li { break-inside: avoid; padding: .25rem 0 }

    .find { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem;
      align-items: center;
      margin: 3rem 0 -1.5rem; padding: .75rem 0; background: var(--page); font-size: .875rem }
    .find label { display: flex; gap: .5rem; align-items: center }
    .find + section { border-top: 0 }
    input, select, button { font: inherit; color: var(--text); background: var(--panel); border: 1px solid var(--quiet);
      border-radius: 6px; padding: .375rem .625rem; min-width: 0 }
    input[type="range"], input[type="checkbox"] { accent-color: var(--focus); padding: 0 }
    button { cursor: pointer }
    button:hover:enabled { border-color: var(--text) }
    button:disabled { color: var(--quiet); border-style: dashed; cursor: default }

    .features, #view-features { width: 100%; max-width: 40rem; table-layout: fixed }
    .features { margin-top: 2rem }
    .features th, #view-features th { width: 15% }
    .features th:first-child, #view-features th:first-child { width: 30% }
    .features th:last-child, #view-features th:last-child { width: 40% }
    .bar { width: calc(100% - 2.75rem); max-width: 12rem; height: auto; aspect-ratio: 132 / 16; vertical-align: -.2em }
    .bar rect { fill: var(--rule) }
    .bar .axis { stroke: var(--quiet); stroke-width: .75; fill: none }
    .bar .spread { stroke: var(--c); stroke-width: 2 }
    .bar circle { fill: var(--c) }
    .bar .within { fill: var(--page); stroke: var(--c); stroke-width: 1.5 }
    .difference span { display: inline-block; width: 2.5rem }
    @media (min-width: 64rem) {
      .compared { display: grid; grid-template-columns: minmax(0, 1fr) 26rem; column-gap: 3rem }
      .compared > * { grid-column: 1 }
      .compared > .features { grid-column: 2; grid-row: 1 / span 4; margin-top: .5rem; align-self: start;
        position: sticky; top: 1.5rem }
    }

    .message ul { columns: 16rem; column-gap: 2rem; font-size: .875rem }
    .message li { break-inside: avoid; border-top: 1px solid var(--rule); padding: .25rem 0 }
    .message + .message { margin-top: 1rem }

    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 2rem 2.5rem;
      margin-top: 1.5rem }
    figure { margin: 0; max-width: 30rem }
    figcaption { font-size: .8125rem; color: var(--quiet) }
    figcaption b { display: block; font-size: 1rem; font-weight: 600; color: var(--text) }
    .chart { display: block; width: 100%; height: auto; margin-top: .5rem; fill: var(--c0) }
    .chart text { font: 10.5px var(--sans); fill: var(--quiet) }
    .chart .grid { stroke: var(--rule) }
    .chart .line { fill: none; stroke: var(--c0); stroke-width: 2; stroke-linejoin: round }
    .chart .error { fill: none; stroke: var(--c0); stroke-width: 1.25 }
    .chart .pick { fill: var(--c1) }
    .chart .pickline { stroke: var(--c1); stroke-dasharray: 3 3 }
    .chart .pickword { fill: var(--c1); font-weight: 600 }
    .numbers { margin-top: 1.5rem }
    .wide { overflow-x: auto; max-width: 100%; margin-top: .75rem; font-size: .875rem }
    .numbers td b { color: var(--c1); font-weight: 600 }

    .averages .row { display: grid;
      grid-template-columns: repeat(auto-fill, minmax(clamp(7.5rem, 5rem + 8vw, 11rem), 1fr));
      gap: 1.5rem 1.25rem; margin-top: 1.25rem }
    .averages figcaption { margin-top: .5rem; font-weight: 500; font-size: .9375rem; color: var(--text) }
    .averages figcaption span { display: block; font-weight: 400; color: var(--quiet); font-size: .8125rem }
    .averages figcaption a { text-decoration: none }
    .averages figcaption a:hover { text-decoration: underline }
    .stack { display: grid; background: var(--panel); border-radius: 8px; overflow: hidden }
    .stack > * { grid-area: 1 / 1; display: block; width: 100%; height: auto; aspect-ratio: 1; object-fit: cover;
      border-radius: 0; background: none; opacity: var(--mix, 1); transition: opacity .15s }
    .stack > .under { opacity: calc(1 - var(--mix, 1)) }
    .stack > img.under { opacity: 1 }
    .averages .whole .stack > * { opacity: 1 }
    .mix { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; color: var(--quiet); max-width: none }
    .mix input { width: min(100%, 18rem) }

    .plane { position: relative; max-width: 48rem; margin-top: 1.25rem; background: var(--panel); border-radius: 8px }
    .plane > svg { display: block; width: 100%; height: auto; cursor: pointer; touch-action: manipulation }
    .plane [data-list] { fill: var(--c); fill-opacity: .85 }
    .plane .disc { fill: none; stroke: var(--c); stroke-opacity: .85; stroke-linecap: round }
    .plane .axis { stroke: var(--rule); fill: none }
    .plane .ring { fill: none; stroke: var(--text); stroke-width: 2 }
    #map-tip { position: absolute; width: 116px; padding: 8px; background: var(--page); border: 1px solid var(--rule);
      border-radius: 8px; pointer-events: none; font-size: .75rem; box-shadow: 0 2px 12px #0003 }
    #map-tip img, #map-tip svg { display: block; width: 100%; height: auto; aspect-ratio: 1; object-fit: cover;
      border-radius: 4px }
    #map-tip span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
      unicode-bidi: isolate }
    #map-name { min-height: 1.5em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 48rem;
      unicode-bidi: isolate }
    #map-keys { font-size: .8125rem; margin-top: .5rem }

    dialog { width: min(64rem, 100vw - 2rem); max-height: calc(100dvh - 2rem); padding: 1.5rem;
      border: 1px solid var(--rule);
      border-radius: 12px; background: var(--page); color: var(--text); overflow: auto; overscroll-behavior: contain }
    dialog::backdrop { background: #000a }
    dialog[open] { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 1rem 2rem;
      align-content: start }
    .view-tools { grid-column: 1 / -1; display: flex; gap: .5rem }
    #view-close { margin-left: auto }
    #view-picture { position: relative; border-radius: 8px; overflow: hidden; background: var(--panel) }
    #view-picture > * { display: block; width: 100%; height: auto; aspect-ratio: 1; object-fit: cover;
      border-radius: 0 }
    #view-picture > .overlay { position: absolute; inset: 0 }
    .overlay circle { fill: #fff; stroke: #000; stroke-width: .0025 }
    .overlay line { visibility: hidden; stroke-linecap: round }
    .overlay .few { visibility: visible }
    .overlay .halo { stroke: #000; stroke-width: .012 }
    .overlay .length { stroke: #ffd23e; stroke-width: .007 }
    .chosen .overlay line { visibility: hidden }
    .chosen .overlay line.on { visibility: visible }
    .bare .overlay { display: none }
    #view-toggle { display: flex; gap: .5rem; align-items: center; margin-top: .75rem; font-size: .875rem }
    .sample { width: 24px; height: 12px; background: #555; border-radius: 2px; fill: #fff; stroke: #ffd23e;
      stroke-width: 2 }
    .sample circle { stroke: none }
    #view-name { font-size: 1.375rem; max-height: 4.6em; overflow: auto }
    #view-numbers { color: var(--quiet); font-size: .875rem; max-height: 9em; overflow: auto }
    #view-features { margin-top: 1rem; font-size: .875rem; --c: var(--text) }
    #view-features button { border: 0; background: none; padding: .1rem .25rem; margin: 0 -.25rem; text-align: left;
      text-decoration: underline dotted; text-underline-offset: .25em }
    #view-features button[aria-pressed="true"] { background: var(--text); color: var(--page) }
    @media (max-width: 44rem) {
      dialog { width: 100vw; max-width: 100vw; height: 100dvh; max-height: 100dvh; border: 0; border-radius: 0;
        padding: 1rem }
      dialog[open] { grid-template-columns: minmax(0, 1fr) }
      .view-tools { position: sticky; top: -1rem; margin: -1rem -1rem 0; padding: 1rem; background: var(--page);
        z-index: 1 }
    }

    footer { border-top: 1px solid var(--rule); margin-top: 3rem; padding-top: 1.5rem; color: var(--quiet);
      font-size: .875rem }

    @media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto !important; transition: none !important } }
    @media print {
      :root { --page: #fff; --panel: #f4f4f4; --rule: #bbb; --text: #000; --quiet: #444;
        --c0: #0b62a4; --c1: #b04a00; --c2: #00735c; --c3: #9a3d86; --c4: #7a5c00; --c5: #1f6f8b; --c6: #b3243c;
          --c7: #4a4f57 }
      body { padding: 0; max-width: none }
      .skip, .find, .mix, #map-keys, #map-name { display: none }
      .faces { grid-template-columns: repeat(6, 1fr) }
      .faces { content-visibility: visible }
      .faces > li { break-inside: avoid }
      h2, h3, tr, figure { break-inside: avoid; break-after: avoid }
      .mark, .share, .bar, .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact }
    }

    """
}
