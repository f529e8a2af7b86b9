% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function path = demo_csv (folder, name, columns)
  % path = demo_csv (folder, name, columns)   write a struct of equally long columns as a CSV file (help of write_csv)
  path = fullfile (folder, name);
  write_csv ('pgdqa_demo', path, columns);
end
