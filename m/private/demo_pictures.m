% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function files = demo_pictures (data, cleaning, folder)
  % files = demo_pictures (data, cleaning, folder)   the PNG files of a report of demo_cleaning
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && isempty (available_graphics_toolkits ()))
    files = {};
    fprintf ('No graphics toolkit (install gnuplot): no pictures are drawn.\n');
    return;
  end
  files = {demo_png(@() residuals (cleaning.output), folder, 'residuals.png', [1000, 700]), ...
           demo_png(@() accuracies (cleaning.table), folder, 'accuracy.png', [900, 440]), ...
           demo_png(@() weights (cleaning), folder, 'weights.png', [800, 500]), ...
           demo_png(@() contact_sheet (data, cleaning), folder, 'suspects.png', [1000, 680])};
  files = files(~ cellfun (@isempty, files));
end

function residuals (output)
  pgdqa_plot (output, 'Figure', gcf ());
end

function accuracies (table)
  % Test accuracy of each row of the table, the first row on top.
  count = numel (table);
  shares = [table.accuracy];
  is_ours = strncmp ({table.name}, 'PGD-QA', 6);
  heights = count:-1:1;
  barh (heights(~is_ours), shares(~is_ours), 0.6, 'facecolor', [0.70, 0.70, 0.70]);
  hold on;
  barh (heights(is_ours), shares(is_ours), 0.6, 'facecolor', [0.13, 0.40, 0.67]);
  for i = 1:count
    text (shares(i) + 0.01, heights(i), sprintf ('%.3f', shares(i)));
  end
  hold off;
  set (gca, 'ytick', 1:count, 'yticklabel', {table(heights).name}, 'xgrid', 'on');
  axis ([0, 1.08, 0.4, count + 0.6]);
  xlabel ('accuracy on the test rows');
  title ('Hyper-data cleaning against trivial baselines');
end

function weights (cleaning)
  middles = 0.025:0.05:0.975;
  corrupted = cleaning.corrupted;
  right = hist (cleaning.weights(~corrupted), middles) / max (1, sum (~corrupted));
  wrong = hist (cleaning.weights(corrupted), middles) / max (1, sum (corrupted));
  top = 1.25 * max ([right, wrong]);
  bar (middles, right, 1, 'facecolor', [0.55, 0.75, 0.90]);
  hold on;
  bar (middles, wrong, 0.5, 'facecolor', [0.84, 0.19, 0.15]);
  plot ([0.5, 0.5], [0, top], 'k--');
  hold off;
  axis ([0, 1, 0, top]);
  legend ({'label right', 'label wrong'}, 'location', 'north');
  xlabel ('sample weight s (dashed: the threshold of F1)');
  ylabel ('share of these rows');
  title (sprintf ('Sample weights: mean %.2f where the label is right, %.2f where it is wrong', ...
                  mean (cleaning.weights(~corrupted)), mean (cleaning.weights(corrupted))));
end

function contact_sheet (data, cleaning)
  % The training images of least weight, below each "given label -> true label".
  across = 10;
  down = 5;
  [~, order] = sort (cleaning.weights);
  shown = order(1:across * down);
  tile = data.pixels + round (data.pixels .* [0.45, 0.15]);
  sheet = zeros (tile .* [down, across]);
  for k = 1:numel (shown)
    corner = tile .* [floor((k - 1) / across), mod(k - 1, across)];
    sheet(corner(1) + (1:data.pixels(1)), corner(2) + (1:data.pixels(2))) = ...
      reshape (data.train(shown(k), :), data.pixels(2), data.pixels(1))';
  end
  imagesc (1 - sheet);
  colormap (gray (64));
  axis image off;
  for k = 1:numel (shown)
    corner = tile .* [floor((k - 1) / across), mod(k - 1, across)];
    row = shown(k);
    color = [0.84, 0.19, 0.15];
    if (~ cleaning.corrupted(row))
      color = [0.13, 0.40, 0.67];
    end
    text (corner(2) + data.pixels(2) / 2, corner(1) + 1.2 * data.pixels(1), ...
          sprintf ('%d \\rightarrow %d', data.given(row), data.truth(row)), ...
          'color', color, 'horizontalalignment', 'center');
  end
  title (sprintf ('The %d training rows of least weight, given label \\rightarrow true label: %d labels are wrong', ...
                  numel (shown), sum (cleaning.corrupted(shown))));
end
