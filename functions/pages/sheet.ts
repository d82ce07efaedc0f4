import { inkOn } from '../words/ink.ts';

/** The one style sheet of every page; only the brand's colour varies. */
export function sheet(colour: string): string {
  const { paper, ink } = inkOn(colour);
  return `
:root{color-scheme:light dark;--page:#f4f2ee;--card:#fff;--ink:#1d2126;--soft:#575e66;--line:#e2dfd8;--field:#767d85;--quote:#f7f5f1;--brand:${paper};--on-brand:${ink};--link:#1b4f8f;--bad:#fbe3e0;--on-bad:#8c1a10;--middling:#fcefcf;--on-middling:#6b4300;--good:#dcf2e2;--on-good:#17552f}
@media (prefers-color-scheme:dark){:root{--page:#14171a;--card:#1e2226;--ink:#ece9e4;--soft:#aeb5bd;--line:#363c42;--field:#8a939c;--quote:#262b30;--link:#9cc4f2;--bad:#4f1f1b;--on-bad:#ffd0c9;--middling:#46350f;--on-middling:#ffe2a6;--good:#173f28;--on-good:#bdeecd}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:17px/1.55 -apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;border-top:5px solid var(--brand);overflow-wrap:anywhere}
a{color:var(--link)}
h1{font-size:1.65rem;line-height:1.25;margin:0 0 .6rem}
h2{font-size:1.06rem;line-height:1.35;margin:0 0 .75rem}
h3{font-size:.98rem;line-height:1.35;margin:1.25rem 0 .3rem}
p{margin:0 0 1rem}
p:last-child{margin-bottom:0}
time{white-space:nowrap}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.top{display:flex;justify-content:space-between;align-items:center;gap:1rem;max-width:1120px;margin:0 auto;padding:.5rem 1.25rem;color:var(--soft);font-size:.94rem}
.top a{display:inline-flex;align-items:center;min-height:44px;white-space:nowrap}
main{max-width:1120px;margin:0 auto;padding:.25rem 1rem 3rem}
main.narrow{max-width:600px}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:0 0 1rem}
.soft{color:var(--soft)}
.small{font-size:.88rem;line-height:1.45}
.head h1{margin:0}
.head{padding:0 .25rem 1.1rem}
.chips{display:flex;flex-wrap:wrap;gap:.4rem;margin:.6rem 0 0;padding:0;list-style:none;font-size:.9rem}
.chips li{border:1px solid var(--line);border-radius:99px;padding:.15rem .75rem}
.chips li:not(.bad,.middling){background:var(--card)}
.chips .bad,.chips .middling{border-color:transparent}
.chips .status.status{background:var(--ink);border-color:var(--ink);color:var(--card);font-weight:600}
.chips .urgent.urgent{background:var(--bad);border-color:var(--bad);color:var(--on-bad);font-weight:600}
.bad{background:var(--bad);color:var(--on-bad)}
.middling{background:var(--middling);color:var(--on-middling)}
.good{background:var(--good);color:var(--on-good)}
.flash{border-radius:12px;padding:.9rem 1.25rem;margin:0 0 1rem;font-weight:600}
.score{display:flex;align-items:center;gap:1rem;margin:0 0 1rem}
.score strong{border-radius:10px;padding:.35rem .85rem;font-size:1.7rem;line-height:1.3;white-space:nowrap}
.score b{display:block}
.scale{display:flex;gap:3px;margin:0 0 1.1rem}
.scale i{flex:1;max-width:34px;height:7px;border-radius:4px;background:var(--line)}
.scale .bad{background:var(--on-bad)}
.scale .middling{background:var(--on-middling)}
.scale .good{background:var(--on-good)}
blockquote{margin:0;padding:1rem 1.15rem;background:var(--quote);border-radius:10px;font:1.18rem/1.6 Georgia,"Times New Roman",serif;white-space:pre-line;max-height:32rem;overflow:auto}
dl{display:grid;grid-template-columns:minmax(6.5rem,auto) 1fr;gap:.35rem 1rem;margin:0;font-size:.95rem}
dt{color:var(--soft)}
dd{margin:0}
.clocks,.story,.past{list-style:none;margin:0;padding:0}
.clocks li{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .6rem;padding:.7rem 0;border-top:1px solid var(--line)}
.clocks li:first-child,.past li:first-child{border-top:0;padding-top:0}
.clocks li:last-child,.past li:last-child{padding-bottom:0}
.clocks .right{text-align:right}
.clocks time{white-space:normal}
.verdict{justify-self:start;border-radius:6px;padding:.05rem .5rem;font-size:.88rem;font-weight:600;white-space:nowrap}
.running,.paused{background:var(--quote);color:var(--ink)}
.past li{display:flex;flex-wrap:wrap;gap:.15rem .75rem;justify-content:space-between;padding:.45rem 0;border-top:1px solid var(--line);font-size:.95rem}
.story li{position:relative;padding:0 0 1.2rem 1.4rem;border-left:2px solid var(--line);margin-left:.4rem}
.story li:last-child{padding-bottom:0}
.story li::before{content:"";position:absolute;left:-6px;top:.55rem;width:10px;height:10px;border-radius:50%;background:var(--soft)}
.story .person::before{background:var(--brand);box-shadow:0 0 0 3px var(--card),0 0 0 4px var(--field)}
.story .note{white-space:pre-line;margin:.2rem 0 0}
.story s{color:var(--soft)}
label,legend,.label{display:block;font-weight:600;margin:0 0 .35rem;padding:0}
.field{margin:0 0 1.1rem}
textarea,select,input[type=email]{display:block;width:100%;font:inherit;font-size:1rem;color:var(--ink);background:var(--card);border:1px solid var(--field);border-radius:8px;padding:.7rem .8rem;min-height:48px}
textarea{min-height:8rem;resize:vertical}
[aria-invalid=true]{border:2px solid var(--on-bad)!important}
.hint{margin:.4rem 0 0}
.problem{display:inline-block;border-radius:6px;padding:.15rem .55rem;margin:.4rem 0 0;font-size:.92rem;font-weight:600}
button{font:inherit;font-weight:600;min-height:52px;padding:.7rem 1.4rem;border-radius:10px;border:2px solid transparent;background:var(--brand);color:var(--on-brand);cursor:pointer;width:100%}
button:hover{filter:brightness(1.08)}
button.quiet{background:transparent;border-color:var(--field);color:var(--ink)}
details{border-top:1px solid var(--line)}
details:last-child form{padding-bottom:0}
summary{cursor:pointer;min-height:48px;padding:.75rem 0;font-weight:600}
details form{padding:.25rem 0 1.25rem}
.next{border-color:var(--field)}
.undo{margin:0 0 1rem}
fieldset{border:0;margin:0 0 1.25rem;padding:0;min-width:0}
.choices{display:grid;grid-template-columns:repeat(auto-fit,minmax(44px,1fr));gap:.4rem;margin:.75rem 0 .4rem}
.choices.many{grid-template-columns:repeat(6,1fr)}
.choices.worded{grid-template-columns:1fr 1fr}
.choices.worded label{min-height:52px;font-size:1.05rem}
.choices div{position:relative}
.choices input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.choices label{display:flex;align-items:center;justify-content:center;min-height:58px;margin:0;border:2px solid var(--field);border-radius:10px;font-size:1.25rem;font-weight:600;background:var(--card)}
.choices input:checked+label{background:var(--brand);color:var(--on-brand);border-color:var(--ink);box-shadow:inset 0 0 0 2px var(--card)}
.choices input:focus-visible+label{outline:3px solid var(--link);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:1rem}
.mark{font-size:2.4rem;line-height:1;margin:0 0 .75rem}
.second{border-top:1px solid var(--line);margin-top:1.25rem;padding-top:1.25rem}
@media (max-width:350px){.clocks li{grid-template-columns:1fr}.clocks .right{text-align:left}}
@media (min-width:640px){.choices.many{grid-template-columns:repeat(auto-fit,minmax(40px,1fr))}}
@media (min-width:900px){.undo button{width:auto}.split{display:grid;grid-template-columns:minmax(0,1fr) 400px;grid-template-rows:auto 1fr;gap:0 1.25rem;align-items:start}.split .side{grid-column:2;grid-row:1/span 2}.card{padding:1.5rem}main{padding-top:.5rem}}
@media print{.side form,.undo,.top a{display:none}}
`;
}
