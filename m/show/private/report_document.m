% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_document (heading, body)
  % html = report_document (heading, body)   a whole page: well-formed as XML, style inside, nothing loaded from elsewhere
  style = strjoin ({
    'body { font: 15px/1.45 sans-serif; color: #222; max-width: 62em; margin: 2em auto; padding: 0 1em; }'
    'h1 { font-size: 1.6em; margin-bottom: 0.2em; } h2 { font-size: 1.2em; margin-top: 1.8em; border-bottom: 1px solid #bbb; }'
    'h3 { font-size: 1em; } .made { color: #666; margin-top: 0; }'
    'table { border-collapse: collapse; margin: 0.6em 0; } th, td { border: 1px solid #ccc; padding: 0.2em 0.7em; vertical-align: top; }'
    'th { text-align: left; font-weight: normal; background: #f4f4f4; } thead th { font-weight: bold; }'
    '.numbers td { text-align: right; font-family: monospace; } .words td { word-break: break-word; }'
    '.rated td:last-child { text-align: left; font-family: sans-serif; color: #555; } summary { cursor: pointer; color: #0072b2; }'
    '.verdict { font-size: 1.15em; font-weight: bold; padding: 0.5em 0.8em; border-left: 0.5em solid; }'
    '.good { border-color: #009e73; background: #e8f6f1; } .fair { border-color: #e69f00; background: #fdf5e3; }'
    '.poor { border-color: #d55e00; background: #fbeae0; } .missing { color: #a33; }'
    'pre { background: #f4f4f4; border: 1px solid #ddd; padding: 0.6em; white-space: pre-wrap; } img { max-width: 100%; }'
    '@media print { body { max-width: none; margin: 0; font-size: 11px; } h2 { page-break-after: avoid; } table, img, pre { page-break-inside: avoid; } }'}', ...
    char (10));
  html = strjoin ({
    '<!DOCTYPE html>'
    '<html lang="en" xmlns="http://www.w3.org/1999/xhtml">'
    '<head>'
    '<meta charset="utf-8"/>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
    sprintf('<title>%s</title>', html_text (heading))
    ['<style>', char(10), style, char(10), '</style>']
    '</head>'
    '<body>'
    sprintf('<h1>%s</h1>', html_text (heading))
    sprintf('<p class="made">pgdqa_report, %s</p>', datestr (now (), 'yyyy-mm-dd HH:MM'))
    body
    '</body>'
    ['</html>', char(10)]}', char (10));
end
