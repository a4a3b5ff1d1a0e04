#!/usr/bin/env python3
"""Expected values of the special functions, from scipy.

    python3 special.py > special.json
"""
import json

from scipy import special
from scipy.stats import binom, chi2, f, norm, t


def main():
    cases = {
        "ln_gamma": [[[x], special.gammaln(x)] for x in [1e-9, 0.001, 0.1, 0.5, 0.9, 1.1, 1.5, 1.9, 2.1, 3, 10.25, 14.99, 15, 16, 100, 1234.5, 1e5, 1e7]],
        "binomial_density": [[[k, n, p, 1 - p], binom.pmf(k, n, p)] for n in [1, 5, 40, 1000, 100000] for share in [0, 0.2, 0.5, 1]
                             for k in [round(share * n)] for p in [0.001, 0.25, 0.5, 0.9] if binom.pmf(k, n, p) > 1e-200],
        "beta_regularized": [[[x, a, b], special.betainc(a, b, x)] for a in [0.5, 1, 3.5, 40, 5000] for b in [0.5, 2, 17, 900] for x in [1e-6, 0.03, 0.3, 0.5, 0.9]
                             if special.betainc(a, b, x) > 1e-200],
        "gamma_lower": [[[a, x], special.gammainc(a, x)] for a in [0.5, 1, 3, 17.5, 100, 2000] for x in [0.01, 0.8, 4, 20, 110, 1950] if special.gammainc(a, x) > 1e-200],
        "gamma_upper": [[[a, x], special.gammaincc(a, x)] for a in [0.5, 1, 3, 17.5, 100, 2000] for x in [0.01, 0.8, 4, 20, 110, 1950] if special.gammaincc(a, x) > 1e-200],
        "erfc": [[[x], special.erfc(x)] for x in [-5, -2, -0.7, -0.1, 0, 1e-5, 0.2, 0.9, 1.3, 2, 3.5, 6, 10, 20]],
        "normal_cdf": [[[x], norm.cdf(x)] for x in [-30, -12, -8, -4, -1.96, -0.5, 0, 0.3, 1, 2.5758, 5]],
        "normal_quantile": [[[p], norm.ppf(p)] for p in [1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.01, 0.025, 0.2, 0.4999, 0.6, 0.9, 0.975, 0.999999]],
        "chi_square_upper": [[[x, df], chi2.sf(x, df)] for df in [1, 2, 3, 10, 200] for x in [0, 0.01, 1, 3.84, 15, 90, 260]],
        "f_upper": [[[x, d1, d2], f.sf(x, d1, d2)] for d1 in [1, 3, 20] for d2 in [2, 9, 300] for x in [0.05, 1, 2.7, 12, 80]],
        "student_upper": [[[x, df], t.sf(x, df)] for df in [1, 4.5, 29, 1000] for x in [-3, -0.2, 0, 0.5, 2, 8]],
    }
    body = ",\n".join(json.dumps(name) + ": [\n" + ",\n".join(json.dumps([args, float(value)]) for args, value in rows) + "\n]" for name, rows in cases.items())
    print("{" + body + "}")


if __name__ == "__main__":
    main()
