% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function report = hypercleaning_mnist (varargin)
  % report = hypercleaning_mnist ('Name', value, ...)   hyper-data cleaning of MNIST digits
  %
  % Softmax regression on 5000 images of which 25 % have a wrong label; 2500 validation rows tell
  % which. f and g are function handles with gradients and Hessian-vector products (with 'Objective', 'native': in C); the options were
  % chosen on f restored (the validation loss), never on test rows. Start: x = 0, W = argmin g (0, .).
  % Prints a table, writes CSV and PNG files and returns what pgdqa_demo returns. Minutes on two cores.
  %
  % Data      folder of t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte (plain or .gz)
  %           default: data/mnist in the folder that PGDQA_SHARED names (help shared_file), else generated digits
  % Splits    folder of order.csv and train_labels_pXX.csv
  %           default: data/hyperclean there with the default Data, else made from Seed
  % Output    folder of the files, default ./hypercleaning-output
  % Noise, Seed, Objective, Options, Quick: as pgdqa_demo says. Quick alone uses generated digits.
  %
  %   addpath m src examples                        % from the project's folder
  %   report = hypercleaning_mnist ('Noise', 0.40);
  defaults = {'Part', 'cleaning', 'Objective', 'handles', 'Output', fullfile('.', 'hypercleaning-output')};
  if (isempty (value_of ('Data', varargin, '')) && ~ value_of ('Quick', varargin, false))
    defaults = [defaults, stored_data(varargin)];
  end
  report = pgdqa_demo (defaults{:}, varargin{:});
end

function arguments = stored_data (pairs)
  % The stored splits only where Noise has one and Seed asks for no other.
  images = shared_file ('data/mnist');
  labels = shared_file (sprintf ('data/hyperclean/train_labels_p%d.csv', round (100 * value_of ('Noise', pairs, 0.25))));
  arguments = {};
  if (~ isempty (images))
    arguments = {'Data', images};
    if (~ isempty (labels) && isempty (value_of ('Seed', pairs, [])))
      arguments = [arguments, {'Splits', fileparts(labels)}];
    end
  end
end

function value = value_of (name, pairs, default)
  % The value after the last name among pairs.
  value = default;
  found = find (strcmpi (name, pairs(1:2:end)), 1, 'last');
  if (~ isempty (found) && numel (pairs) >= 2 * found)
    value = pairs{2 * found};
  end
end

%!test # finds its data, or generates digits, and says what it did
%! folder = tempname ();
%! text = evalc ('report = hypercleaning_mnist (''Quick'', true, ''Output'', folder);');
%! assert (report.known, []);
%! assert (numel (report.cleaning.table), 5);
%! assert (any (strfind (text, 'generated digits')));
%! cellfun (@delete, report.files);
%! rmdir (folder);
