% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function demo_sheet (digits)
  % demo_sheet (digits)   draws the 36 training images of least weight, below each "given label -> true label"
  %
  % digits   from demo_cleaning
  across = 9;
  down = 4;
  % many weights are at their lower bound: among those by the loss that the classifier has on the label given
  scores = digits.images * reshape (digits.y, size (digits.images, 2), []);
  own = scores(sub2ind (size (scores), (1:size (scores, 1))', digits.given + 1));
  loss = log (sum (exp (scores), 2)) - own;
  [~, order] = sortrows ([digits.x, -loss]);
  shown = order(1:across * down);
  wrong = digits.given(shown) ~= digits.truth(shown);
  side = digits.pixels(1);
  tile = side + [7, 3];                        % room for the labels, and between images
  sheet = zeros (tile .* [down, across] - [0, 3]);
  corner = @(k) tile .* [floor((k - 1) / across), mod(k - 1, across)];
  for k = 1:numel (shown)
    at = corner (k);
    sheet(at(1) + (1:side), at(2) + (1:side)) = reshape (digits.images(shown(k), :), side, side)';
  end
  axes ('position', [0.02, 0.02, 0.96, 0.87]);
  imagesc (1 - sheet);
  colormap (gray (64));
  axis image off;
  colors = [pgdqa_shared.line_look(1); pgdqa_shared.line_look(2)];
  for k = 1:numel (shown)
    at = corner (k);
    text (at(2) + side / 2, at(1) + side + 3, sprintf ('%d \\rightarrow %d', digits.given(shown(k)), digits.truth(shown(k))), ...
          'color', colors(1 + wrong(k), :), 'horizontalalignment', 'center', 'fontsize', 13, 'fontweight', 'bold');
  end
  title (sprintf ('The %d images of least weight, given label \\rightarrow true label: %d given labels are wrong (orange)', ...
                  numel (shown), sum (wrong)), 'fontsize', 12);
end
