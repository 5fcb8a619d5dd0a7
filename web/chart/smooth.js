/**
 * The exponential moving average as TensorBoard draws it, without the lean towards 0 at the beginning:
 * `last = last * w + (1 - w) * y; out = last / (1 - w^n)`. Values that are not finite are passed over and stay gaps; a series that is
 * the same everywhere is left alone.
 *
 * @param {number[]} ys @param {number} weight of what came before, 0 to below 1 @returns {number[]}
 */
export function smoothed(ys, weight) {
  const finite = ys.filter(Number.isFinite);
  if (!(weight > 0) || finite.every(y => y === finite[0])) return ys;
  let [last, n] = [0, 0];
  return ys.map(y => {
    if (!Number.isFinite(y)) return NaN;
    last = last * weight + (1 - weight) * y;
    n++;
    return last / (1 - weight ** n);
  });
}
