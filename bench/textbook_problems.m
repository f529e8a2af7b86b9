% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function problems = textbook_problems ()
  % problems = textbook_problems ()   small bilevel problems of the literature whose only constraints are bounds
  %
  % Struct array: name, source, f, g (value-only handles; a matrix of columns gives a row of values, so that grids are one call),
  % xmin, xmax, ymin, ymax, x0, y0 (columns), best (the best known f, optimistic solution) and where it is attained: x, y.
  % bench_textbook checks best, x and y by brute force over a grid.
  %
  % Sources (by the names that collections of such problems use):
  %   mb     A. Mitsos, P. I. Barton (2006), A test set for bilevel programs, example 3.k; of 3.8 only the bounds that are not
  %          on y in the upper level; 3.18 is listed elsewhere with f -1/4 at (0.5, 0), but (1, 0) is feasible with -1
  %   ka     P.-M. Kleniati, C. S. Adjiman (2014), J. Global Optim. 60, example 3
  %   pa     R. Paulavicius, C. S. Adjiman and others (2017), J. Global Optim.
  %   smd    A. Sinha, P. Malo, K. Deb (2014), Evolutionary Computation 22, test problems SMDk; logarithms and tangents kept off their poles
  %   others as named: Yezza (1996), Henderson and Quandt (1958), Lucchetti and others (1987), Morgan and Patrone (2006), Dempe and others (2012), Hatz and others (2013), De Silva (1978),
  %          Falk and Liu (1995), Shen and Chen (2023), Liu and others (2021), Mirrlees (1999), Lampariello and Sagratella (2017), Macal and Hurter (1997), Henrion and Surowiec (2011)
  %
  % name, f, g, [xmin xmax], [ymin ymax] (a row a variable, or one row for all), x0, y0, x best, y best
  quartic = @(y) 16 * y.^4 + 2 * y.^3 - 8 * y.^2 - 1.5 * y + 0.5;
  rosen = @(u, v) (v - u.^2).^2 + (u - 1).^2;
  one = [-1, 1];
  table = {
    'mb_08',        @(x, y) y.^2,                         @(x, y) (x + exp (x)) .* y,                    one,        one,        1, 1,   -0.567143290409784, 0
    'mb_10',        @(x, y) y,                            @(x, y) x .* quartic (y),                      [0.1, 1],   one,        1, 1,   1, 0.5
    'mb_11',        @(x, y) y,                            @(x, y) x .* quartic (y),                      one,        [-0.8, 1],  1, 1,   0, -0.8
    'mb_12',        @(x, y) x .* (y - 1) + 10 * y.^2,     @(x, y) y.^4 / 2 - x .* y.^2,                  one,        one,        1, 1,   0, 0
    'mb_13',        @(x, y) x - y,                        @(x, y) x .* y.^2 / 2 - x.^3 .* y,             one,        one,        1, 1,   0, 1
    'mb_14',        @(x, y) (x - 0.25).^2 + y.^2,         @(x, y) y.^3 / 3 - x .* y,                     one,        one,        1, 1,   0.25, 0.5
    'mb_15',        @(x, y) x + y,                        @(x, y) x .* y.^2 / 2 - y.^3 / 3,              one,        one,        1, 1,   -1, 1
    'mb_16',        @(x, y) 2 * x + y,                    @(x, y) -x .* y.^2 / 2 - y.^4 / 4,             one,        one,        1, 1,   -1, 0
    'mb_17',        @(x, y) (x + 0.5).^2 + y.^2 / 2,      @(x, y) x .* y.^2 / 2 + y.^4 / 4,              one,        one,        1, 1,   -0.25, 0.5
    'mb_18',        @(x, y) y.^2 - x.^2,                  @(x, y) x .* y.^2 - y.^4 / 2,                  one,        one,        1, 1,   1, 0
    'mb_19',        @(x, y) x .* y - y + y.^2 / 2,        @(x, y) y.^4 / 2 - x .* y.^2,                  one,        one,        1, 1,   0.188597, 0.434277
    'mb_20',        @(x, y) (x - 0.25).^2 + y.^2,         @(x, y) y.^3 / 3 - x.^2 .* y,                  one,        one,        1, 1,   0.5, 0.5
    'mb_21',        @(x, y) (x + 0.6).^2 + y.^2,          @mb_21,                                        one,        one,        1, 1,   -0.554507, 0.455451
    'mb_24',        @(x, y) x.^2 - y,                     @(x, y) ((y - 1 - x / 10).^2 - (1 + x) / 2).^2, [0, 1],    [0, 3],     1, 1,   0.210609, 1.799069
    'ka_3',         @(x, y) x - y,                        @(x, y) x .* y.^2 / 2 - x .* y.^3,             one,        one,        1, 1,   0, 1
    'pa_b',         @(x, y) x + y,                        @(x, y) x .* y.^2 / 2 - x.^3 .* y,             one,        one,        1, 1,   -1, -1
    'yezza',        @(x, y) 2 * x + 1 - (4 * x - 3) .* y, @(x, y) (4 * x - 1) .* y - 2 * x - 2,          [0, 1],     [0, 1],     1, 1,   0.25, 0
    'henderson',    @(x, y) (x + y) .* x / 2 - 95 * x,    @(x, y) y.^2 + (x / 2 - 100) .* y,             [0, 200],   [0, Inf],   0, 0,   280 / 3, 80 / 3
    'lucchetti',    @(x, y) (1 - x) / 2 + x .* y,         @(x, y) (x - 1) .* y,                          [0, 1],     [0, 1],     1, 1,   1, 0
    'morgan_a',     @(x, y) -x - y,                       @(x, y) x .* y,                                [-0.5, 0.5], one,       0.5, 1, 0, 1
    'morgan_b',     @(x, y) -x - y,                       @(x, y) beyond (x, 0.25) .* y,                 [-0.5, 0.5], one,       0.5, 1, 0.25, 1
    'morgan_c',     @(x, y) -x - y,                       @(x, y) beyond (x, 1.75) .* y,                 [-2, 2],    one,        1, 1,   1.75, 1
    'dempe',        @(x, y) x,                            @(x, y) x .* y,                                one,        [0, 1],     1, 1,   -1, 1
    'hatz',         @(x, y) 2 * y(1,:) + y(2,:) - x,      @(x, y) (x - y(1,:)).^2 + y(2,:).^2,           [-Inf, Inf], [0, Inf],  1, [1; 1], 0, [0; 0]
    'de_silva',     @(x, y) sum ((x - 1).^2 + y.^2, 1) - 2,     @(x, y) sum ((y - x).^2, 1),             [0, 2],     [0.5, 1.5], [0; 0], [1; 1], [0.5; 0.5], [0.5; 0.5]
    'falk_liu',     @(x, y) sum ((x - 1.5).^2 + y.^2, 1) - 4.5, @(x, y) sum ((y - x).^2, 1),             [0, 2],     [0.5, 1.5], [0; 0], [1; 1], [0.75; 0.75], [0.75; 0.75]
    'smd_1',        @(x, y) smd (x, y, 1, x(1,:).^2, y(1,:).^2, tan (y(2,:))),  @(x, y) smd (x, y, -1, x(1,:).^2, y(1,:).^2, tan (y(2,:))), [-5, 10], [-5, 10; -1.5, 1.5], [3; 2], [3; 1], [0; 0], [0; 0]
    'smd_2',        @(x, y) x(1,:).^2 - y(1,:).^2 + x(2,:).^2 - (x(2,:) - log (y(2,:))).^2,  @(x, y) x(1,:).^2 + y(1,:).^2 + (x(2,:) - log (y(2,:))).^2, [-5, 10; -5, 1], [-5, 10; 1e-3, exp(1)], [3; 0.5], [3; 2], [0; 0], [0; 1]
    'smd_3',        @(x, y) sum (x.^2, 1) + y(1,:).^2 + (x(2,:).^2 - tan (y(2,:))).^2,  @(x, y) x(1,:).^2 + 1 + y(1,:).^2 - cos (2 * pi * y(1,:)) + (x(2,:).^2 - tan (y(2,:))).^2, [-5, 10], [-5, 10; -1.5, 1.5], [3; 2], [3; 1], [0; 0], [0; 0]
    'smd_4',        @(x, y) sum (x.^2, 1) - y(1,:).^2 - (abs (x(2,:)) - log (1 + y(2,:))).^2,  @(x, y) x(1,:).^2 + 1 + y(1,:).^2 - cos (2 * pi * y(1,:)) + (abs (x(2,:)) - log (1 + y(2,:))).^2, [-5, 10; -1, 1], [-5, 10; 0, exp(1)], [3; 0.5], [3; 1], [0; 0], [0; 0]
    'smd_5',        @(x, y) sum (x.^2, 1) - rosen (y(1,:), y(2,:)) - (abs (x(2,:)) - y(3,:).^2).^2,  @(x, y) x(1,:).^2 + rosen (y(1,:), y(2,:)) + (abs (x(2,:)) - y(3,:).^2).^2, [-5, 10], [-5, 10], [3; 2], [3; 3; 1], [0; 0], [1; 1; 0]
    'smd_6',        @(x, y) sum (x.^2, 1) + y(1,:).^2 + y(2,:).^2 - (x(2,:) - y(3,:)).^2,  @(x, y) x(1,:).^2 + (y(2,:) - y(1,:)).^2 + (x(2,:) - y(3,:)).^2, [-5, 10], [-5, 10], [3; 2], [3; 1; 1], [0; 0], [0; 0; 0]
    'smd_7',        @(x, y) 1 + x(1,:).^2 / 400 - cos (x(1,:)) - y(1,:).^2 + x(2,:).^2 - (x(2,:) - log (y(2,:))).^2,  @(x, y) x(1,:).^3 + y(1,:).^2 + (x(2,:) - log (y(2,:))).^2, [-5, 10; -5, 1], [-5, 10; 1e-3, exp(1)], [2; 0.5], [3; 2], [0; 0], [0; 1]
    'shen',         @(x, y) cos (4 * y + 2) ./ (1 + exp (2 - 4 * x)) + log ((4 * x - 2).^2 + 1) / 2,  @(x, y) (x + y).^2 + x .* sin (x + y).^2, [0, 3], [-10, 10], 1, 1, 1.21514547, -1.21514547
    'iaptt',        @(x, y) x + x .* y,                   @(x, y) -sin (x .* y),                         [1, 10],    [-2, 2],    1, 2,   11 * pi / 4, -2
    'mirrlees',     @(x, y) (x - 2).^2 + (y - 1).^2,      @(x, y) -x .* exp (-(y + 1).^2) - exp (-(y - 1).^2), [-Inf, Inf], [-2, 2], 1, 1, 1, 0.957504019
    'lampariello',  @(x, y) x.^2 + y.^2,                  @(x, y) (x + y - 1).^2,                        [-Inf, Inf], [-Inf, Inf], 1, 1, 0.5, 0.5
    'macal',        @(x, y) (x - 1).^2 + (y - 1).^2,      @(x, y) y.^2 / 2 + 500 * y - 50 * x .* y,      [-Inf, Inf], [-Inf, Inf], 1, 1, 10.0163934426, 0.81967213115
    'henrion',      @(x, y) x.^2,                         @(x, y) (y / 2 - x) .* y,                      [-Inf, Inf], [-Inf, Inf], 1, 1, 0, 0
    };
  problems = struct ('name', table(:,1), 'f', table(:,2), 'g', table(:,3));
  for k = 1:numel (problems)
    [problems(k).x0, problems(k).y0, problems(k).x, problems(k).y] = table{k,6:9};
    [problems(k).xmin, problems(k).xmax] = box (table{k,4}, numel (table{k,6}));
    [problems(k).ymin, problems(k).ymax] = box (table{k,5}, numel (table{k,7}));
    problems(k).best = problems(k).f(problems(k).x, problems(k).y);
  end
end

function [low, high] = box (bounds, count)
  bounds = bounds + zeros (count, 1);
  low = bounds(:,1);
  high = bounds(:,2);
end

function v = mb_21 (x, y)
  v = y.^4 + (4 / 30) * (1 - x) .* y.^3 + (-0.02 * x.^2 + 0.16 * x - 0.4) .* y.^2 + (0.004 * x.^3 - 0.036 * x.^2 + 0.08 * x) .* y;
end

function v = beyond (x, c)
  % zero between -c and c
  v = max (x - c, 0) + min (x + c, 0);
end

function v = smd (x, y, level, first, second, image)
  % SMD1: the upper level (level 1) has the square of x2 in addition
  v = first + second + (x(2,:) - image).^2 + (level > 0) * x(2,:).^2;
end
