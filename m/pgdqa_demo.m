% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {} pgdqa_demo ()
% @deftypefnx {} {@var{report} =} pgdqa_demo (@var{name}, @var{value}, @dots{})
% Solve two bilevel problems given by function handles, print a report, write CSV and PNG files.
%
% The first is tiny and has a known answer.  The second is hyper-data cleaning: some training labels
% of images of digits are wrong, the upper variable x holds one logit for the weight of each training
% row, the lower variable y the coefficients of a softmax regression on the weighted rows, and f is
% the loss on validation rows.  Its table sets pgdqa beside three trivial baselines (no cleaning,
% validation rows alone, rows with right labels alone) and gives every number as returned and with
% the lower level re-solved.  The digits are generated, nothing is read from disk.
%
% The arguments are pairs of @var{name} and @var{value}:
%
% @table @code
% @item 'Part'
% @code{'all'} (default), @code{'known'} (the tiny problem) or @code{'cleaning'}.
% @item 'Data'
% Folder of the MNIST test set, @code{t10k-images-idx3-ubyte} and @code{t10k-labels-idx1-ubyte}, plain
% or with @code{.gz}.  Default @code{''}: generated digits, 16 x 16 pixels.
% @item 'Splits'
% Folder of @code{order.csv} (a permutation of the images, 1-based) and @code{train_labels_p25.csv} (25:
% 100 times Noise; the training labels).  Default @code{''}: both made from Seed.
% @item 'Noise'
% Fraction of wrong training labels, in [0, 1).  Default 0.25.
% @item 'Seed'
% Nonnegative integer, default 0.  The state of @code{rand} is neither used nor changed.
% @item 'Options'
% Struct from @code{pgdqa_options} for the cleaning; its fields replace those of the default: Regime
% general, Schedule fixed, MaxIter 1000 (2000 with Data), AlphaScale 10, StepScale 10, ScaleX 1e5.
% @item 'Objective'
% @code{'native'} (default): @code{pgdqa_hypercleaning}, in C; @code{'handles'}: the same functions in Octave.
% @item 'Output'
% Folder for the files, made when it is missing.  Default @code{'./demo-output'}.
% @item 'Plots'
% false leaves the pictures out.  Default true.
% @item 'Quick'
% true: few digits and few iterations, to try the machinery.  Default false.
% @end table
%
% @var{report} is a struct with the fields @code{known} (x, y, f, answer: the known x, y, f; output),
% @code{cleaning} (table: name, f, lower_opt, accuracy, weight_clean, weight_corrupted, weight_gap, f1;
% weights N x 1, corrupted N x 1, x, y, y_restored, exitflag, output, restoration, problem) and
% @code{files} (the paths written).  A part that is not asked for is @code{[]}.
%
% Pictures need a graphics toolkit; without a screen, gnuplot.  Without any they are left out.
%
% Cost: three oracle calls an iteration (a gradient of f, one of g, a Hessian-vector product of g), about 200
% more to measure each point returned; seconds on generated digits, minutes on MNIST.
%
% Errors: @code{pgdqa:option} for an unknown name or a name without a value, @code{pgdqa:class}, @code{pgdqa:size} and
% @code{pgdqa:value} for a wrong value, a missing or broken data file or a folder that cannot be made or written to.  A file that fails
% after the work is the warning @code{pgdqa:file}.
%
% The cleaning problem is one of Abolfazli et al., arXiv:2504.17215.
%
% @example
% report = pgdqa_demo ('Quick', true, 'Plots', false, 'Output', tempname ());
% @end example
%
% @seealso{pgdqa_solve, pgdqa_objective, pgdqa_options, pgdqa_plot, pgdqa_testproblem}
% @end deftypefn

function report = pgdqa_demo (varargin)
  settings = demo_settings (varargin);
  report = struct ('known', [], 'cleaning', [], 'files', {{}});
  if (~ strcmp (settings.Part, 'cleaning'))
    report.known = solve_known ();
  end
  if (~ strcmp (settings.Part, 'known'))
    make_folder (settings.Output);
    check_file ('pgdqa_demo', 'Output', fullfile (settings.Output, 'report.csv'));
    data = demo_data (settings);
    report.cleaning = demo_cleaning (data, cleaning_options (settings), strcmp (settings.Objective, 'native'));
    demo_print (data, report.cleaning);
    report.files = cleaning_tables (data, report.cleaning, settings.Output);
    if (settings.Plots)
      report.files = [report.files, demo_pictures(data, report.cleaning, settings.Output)];
    end
    fprintf ('\nWritten:\n');
    fprintf ('  %s\n', report.files{:});
  end
  if (nargout == 0)
    clear report;
  end
end

function known = solve_known ()
  % Lampariello and Sagratella (2017): the answer is x = y = 0.5, f = 0.5.
  f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
  g = @(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), 2 * (x + y - 1));
  options = pgdqa_options ('Regime', 'pl', 'Schedule', 'fixed', 'MaxIter', 500, ...
                           'TolKKT', 1e-9, 'TolLower', 1e-9, 'Restore', true);
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0, options);
  known = struct ('x', x, 'y', y, 'f', fval, 'answer', [0.5; 0.5; 0.5], 'exitflag', exitflag, 'output', output);
  fprintf ('minimise x^2 + y^2, where y minimises (x + y - 1)^2, from x = y = 0\n');
  fprintf ('%10s %12s %12s %12s\n', '', 'x', 'y', 'f');
  fprintf ('%10s %12.8f %12.8f %12.8f\n', 'known', known.answer);
  fprintf ('%10s %12.8f %12.8f %12.8f   lower_opt %.1e after %d iterations\n', ...
           'pgdqa', x, y, fval, output.lower_opt, output.iterations);
end

function options = cleaning_options (settings)
  iterations = 1000;
  if (~ isempty (settings.Data))
    iterations = 2000;
  end
  if (settings.Quick)
    iterations = 200;
  end
  % ScaleX of 1, 1e3, 1e4, 1e5, 1e6: the least f restored (loss on validation rows) on the generated
  % digits (noise 0.25); on MNIST 1e6 is 1 % lower.
  options = pgdqa_options ('Regime', 'general', 'Schedule', 'fixed', 'MaxIter', iterations, ...
                           'AlphaScale', 10, 'StepScale', 10, 'ScaleX', 1e5);
  names = fieldnames (settings.Options);
  for i = 1:numel (names)
    options = pgdqa_options (options, names{i}, settings.Options.(names{i}));
  end
end

function files = cleaning_tables (data, cleaning, folder)
  % the CSV files written
  table = struct ('name', {{cleaning.table.name}'});
  names = fieldnames (cleaning.table);
  for i = 2:numel (names)
    table.(names{i}) = [cleaning.table.(names{i})]';
  end
  rows = struct ('row', (1:numel (data.given))', 'given', data.given, 'truth', data.truth, ...
                 'corrupted', cleaning.corrupted, 'weight', cleaning.weights);
  files = fullfile (folder, {'report.csv', 'history.csv', 'weights.csv'});
  columns = {table, cleaning.output.history, rows};
  written = cellfun (@(file, c) or_warn (@() write_csv ('pgdqa_demo', 'Output', file, c)), files, columns);
  files = files(written);
end

function make_folder (folder)
  if (exist (folder, 'dir') ~= 7)
    [made, message] = mkdir (folder);
    if (~ made)
      error ('pgdqa:value', 'pgdqa_demo: cannot make the folder %s: %s', folder, message);
    end
  end
end

%!function [report, text] = quiet_demo (varargin)
%!  folder = tempname ();
%!  unwind_protect
%!    text = evalc ('report = pgdqa_demo (''Output'', folder, varargin{:});');
%!    report.written = cellfun (@(file) exist (file, 'file') == 2, report.files);
%!  unwind_protect_cleanup
%!    remove_folder (folder);
%!  end_unwind_protect
%!endfunction
%!function remove_folder (folder)
%!  confirm_recursive_rmdir (false, 'local');
%!  if (exist (folder, 'dir') == 7)
%!    rmdir (folder, 's');
%!  end
%!endfunction
%!function write_idx (folder, name, head, bytes)
%!  file = fopen (fullfile (folder, name), 'w', 'ieee-be');
%!  fwrite (file, head, 'uint32');
%!  fwrite (file, bytes, 'uint8');
%!  fclose (file);
%!endfunction
%!function folder = small_mnist (count)
%!  folder = tempname ();
%!  mkdir (folder);
%!  labels = mod (1:count, 10);
%!  pixels = repmat (labels * 20, 12, 1) + repmat ((1:12)', 1, count);
%!  write_idx (folder, 't10k-images-idx3-ubyte', [2051, count, 4, 3], pixels);
%!  write_idx (folder, 't10k-labels-idx1-ubyte', [2049, count], labels);
%!endfunction
%!shared report, text, states
%! states = {rand('twister'), randn('twister')};
%! [report, text] = quiet_demo ('Quick', true);
%! states(2, :) = {rand('twister'), randn('twister')};

%!test # the known answer
%! known = report.known;
%! assert ([known.x; known.y; known.f], known.answer, 1e-7);

%!test # the table, and the files
%! assert (sum (report.cleaning.corrupted), 75);
%! table = report.cleaning.table;
%! assert ({table.name}, {'no cleaning', 'validation set alone', 'clean rows alone (oracle)', ...
%!                        'PGD-QA, as returned', 'PGD-QA, restored'});
%! assert (all ([table([1, 2, 3, 5]).lower_opt] < 1e-6));
%! assert (table(4).lower_opt > 1e-3);
%! assert (table(3).accuracy > table(1).accuracy + 0.05);
%! assert (table(5).accuracy > table(1).accuracy);
%! assert (table(5).weight_gap > 0.1);
%! assert (all (report.written));
%! pictures = {'residuals.png', 'accuracy.png', 'weights.png', 'suspects.png'};
%! [~, names, types] = cellfun (@fileparts, report.files, 'UniformOutput', false);
%! drawn = ismember (pictures, strcat (names, types));
%! assert (all (drawn == ~ isempty (available_graphics_toolkits ())));
%! assert (any (strfind (text, 'lower level re-solved')));

%!test # the restoration reaches the lower-level minimiser: f and y of an independent solve
%! c = report.cleaning;
%! [~, ~, gy] = pgdqa_mex ('eval', c.problem.g, c.x, c.y_restored);
%! assert (norm (gy), 0, 1e-7);
%! assert (c.restoration.lower.restored);
%! assert (c.restoration.fval_before, c.table(4).f, 1e-12);

%!test # derivatives of both levels, away from the start
%! p = report.cleaning.problem;
%! check = pgdqa_check (p.f, p.g, 0.3 * sin ((1:numel (p.x0))'), p.y0, 'Display', 'off');
%! assert (check.ok);

%!test # the user's random numbers stay as they were
%! assert (states(2, :), states(1, :));

%!test # IDX files, plain and compressed; objectives in C and as handles; the same seed gives the same report; noise 0
%! folder = small_mnist (80);
%! unwind_protect
%!   % few iterations: the start solves the lower level, so that the direction of grad h is rounding there
%!   arguments = {'Part', 'cleaning', 'Data', folder, 'Quick', true, 'Plots', false, 'Noise', 0, 'Options', pgdqa_options('MaxIter', 3)};
%!   plain = quiet_demo (arguments{:});
%!   [~, ~, types] = cellfun (@fileparts, plain.files, 'UniformOutput', false);
%!   assert (all (strcmp (types, '.csv')) && all (plain.written));
%!   assert (plain.known, []);
%!   assert (numel (plain.cleaning.x), 40);
%!   assert (any (plain.cleaning.corrupted), false);
%!   assert (plain.cleaning.output.iterations, 3);
%!   gzip (fullfile (folder, 't10k*'));
%!   delete (fullfile (folder, 't10k-images-idx3-ubyte'));
%!   delete (fullfile (folder, 't10k-labels-idx1-ubyte'));
%!   packed = quiet_demo (arguments{:}, 'Objective', 'handles');
%!   assert (packed.cleaning.corrupted, plain.cleaning.corrupted);
%!   assert (packed.cleaning.x, plain.cleaning.x, 1e-4);
%!   assert (packed.cleaning.y_restored, plain.cleaning.y_restored, 1e-4);
%! unwind_protect_cleanup
%!   remove_folder (folder);
%! end_unwind_protect

%!test # splits from files
%! folder = small_mnist (80);
%! unwind_protect
%!   dlmwrite (fullfile (folder, 'order.csv'), (80:-1:1)');
%!   dlmwrite (fullfile (folder, 'train_labels_p10.csv'), zeros (40, 1));
%!   arguments = {'Part', 'cleaning', 'Data', folder, 'Splits', folder, 'Noise', 0.1, 'Quick', true, 'Plots', false};
%!   split = quiet_demo (arguments{:});
%!   assert (split.cleaning.corrupted, mod (80:-1:41, 10)' ~= 0);
%!   dlmwrite (fullfile (folder, 'order.csv'), ones (80, 1));
%!   fail ('quiet_demo (arguments{:})', 'order.csv in .* is not an order of 1 to 80');
%!   dlmwrite (fullfile (folder, 'order.csv'), (1:7)');
%!   fail ('quiet_demo (arguments{:})', 'order.csv has size 7x1, expected 80x1');
%! unwind_protect_cleanup
%!   remove_folder (folder);
%! end_unwind_protect

%!test # broken IDX files
%! folder = small_mnist (80);
%! unwind_protect
%!   write_idx (folder, 't10k-labels-idx1-ubyte', [2049, 79], ones (1, 79));
%!   fail ('quiet_demo (''Data'', folder)', 'holds 80 images but 79 labels');
%!   write_idx (folder, 't10k-labels-idx1-ubyte', [2049, 80], 11 * ones (1, 80));
%!   fail ('quiet_demo (''Data'', folder)', 'a label in .* is 11, expected 0 to 9');
%!   write_idx (folder, 't10k-labels-idx1-ubyte', [2049, 80], ones (1, 70));
%!   fail ('quiet_demo (''Data'', folder)', 'holds 70 bytes of data, expected 80');
%!   write_idx (folder, 't10k-labels-idx1-ubyte', [2051, 80], ones (1, 80));
%!   fail ('quiet_demo (''Data'', folder)', 'is not an IDX file of bytes in 1 dimensions');
%!   delete (fullfile (folder, 't10k-labels-idx1-ubyte'));
%!   fail ('quiet_demo (''Data'', folder)', 't10k-labels-idx1-ubyte .* is not in folder');
%! unwind_protect_cleanup
%!   remove_folder (folder);
%! end_unwind_protect

%!error <Objective is 'some', expected native or handles> pgdqa_demo ('Objective', 'some')
%!error id=pgdqa:option pgdqa_demo ('Colour', 1)
%!error <Colour is no option, expected one of: Part, Data> pgdqa_demo ('Colour', 1)
%!error <option Noise has no value> pgdqa_demo ('Noise')
%!error <Noise is 1, expected a number in \[0, 1\)> pgdqa_demo ('Noise', 1)
%!error <Noise is 'low', expected a number> pgdqa_demo ('Noise', 'low')
%!error <Seed is 0.5, expected a whole number in \[0, Inf\)> pgdqa_demo ('Seed', 0.5)
%!error <Part is 'some', expected all, known or cleaning> pgdqa_demo ('Part', 'some')
%!error <Options is 3, expected a struct> pgdqa_demo ('Options', 3)
%!error <Quick is 'on', expected true or false> pgdqa_demo ('Quick', 'on')
%!error <Plots is 'no', expected true or false> pgdqa_demo ('Plots', 'no')
%!error <Data is 3, expected text> pgdqa_demo ('Data', 3)

%!demo
%! % Both problems; writes CSV and PNG files into a temporary folder.
%! pgdqa_demo ('Output', tempname ());
