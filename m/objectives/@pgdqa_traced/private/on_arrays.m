% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = on_arrays (name, arguments)
  % varargout = on_arrays (name, arguments)   the function NAME, of whole arrays, of traced and plain values
  persistent families
  if (isempty (families))
    lists = {@reduced, 'sum mean sumsq meansq prod max min var std median norm vecnorm'
             @scanned, 'cumsum cumprod cummax cummin diff trapz sort conv filter'
             @multiplied, 'dot kron cross polyval accumarray nthroot'
             @divided, 'mldivide mrdivide det inv trace chol eig svd'
             @rearranged, ['reshape repmat diag tril triu circshift flip fliplr flipud permute blkdiag transpose toeplitz hankel ' ...
                           'merge']}';
    for list = lists
      for word = strsplit (list{2}, ' ')
        families.(word{1}) = list{1};
      end
    end
  end
  constant = true;
  for k = 1:numel (arguments)
    constant = constant && ~ varies (arguments{k});
  end
  if (~ constant)
    [varargout{1:max(1, nargout)}] = families.(name) (name, arguments);
    return;
  end
  for k = 1:numel (arguments)
    arguments{k} = plain_of (arguments{k});
  end
  [varargout{1:max(1, nargout)}] = feval (name, arguments{:});
  varargout{1} = pgdqa_traced (varargout{1});
end
